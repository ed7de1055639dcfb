// Predict before you look: the figures below a prediction, up to the end of its section, stay withheld until it is answered or declined.
(() => {
    "use strict";

    const forms = [...document.querySelectorAll("form.prediction")];
    if (forms.length === 0) return;
    const page = forms[0].dataset.name.replace(/-\d+$/, "");
    const WITHHELD = ".figures, figure, .figure, .finding, .try, table";
    // What the comments of a listing tell of the answer.
    const TELLS = /^\/\/(\/|!| heap:| -m)/;

    // Storage may be refused; then an answer lasts as long as the page.
    const recall = (key) => {
        try { return localStorage.getItem(`prediction-${key}`); } catch { return null; }
    };
    const remember = (key, value) => {
        try {
            if (value === null) localStorage.removeItem(`prediction-${key}`);
            else localStorage.setItem(`prediction-${key}`, value);
        } catch { /* see above */ }
    };
    const button = (text, action) => {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = text;
        made.addEventListener("click", action);
        return made;
    };

    const isOpen = (form) => form.dataset.committed === undefined;
    // Whoever follows a link to a place, or a search, has come for what stands there.
    const isSent = location.hash !== "" || new URLSearchParams(location.search).has("highlight");
    let isDeclined = isSent || recall(`${page}-declined`) !== null;

    // Withholds what the open predictions ask for, and shows everything else.
    const update = () => {
        document.querySelectorAll("main .awaiting-prediction").forEach((notice) => notice.remove());
        let open = false;
        let noticed = false;
        for (const element of document.querySelectorAll("main > *")) {
            if (/^H[12]$/.test(element.tagName)) open = noticed = false;
            if (element.matches("form.prediction")) {
                open ||= !isDeclined && isOpen(element);
                for (const comment of element.querySelectorAll(".question .hljs-comment")) {
                    comment.classList.toggle("withheld", !isDeclined && isOpen(element) && TELLS.test(comment.textContent));
                }
                continue;
            }
            const found = element.matches(WITHHELD) ? [element] : [...element.querySelectorAll(WITHHELD)];
            for (const figure of found) figure.classList.toggle("withheld", open);
            if (open && found.length > 0 && !noticed) {
                noticed = true;
                const notice = document.createElement("p");
                notice.className = "awaiting-prediction";
                notice.append("The figures of this section show once you have answered. ", button("Show them all", decline));
                element.before(notice);
            }
        }
        document.dispatchEvent(new Event("figures-shown"));
    };

    const decline = () => {
        isDeclined = true;
        remember(`${page}-declined`, "yes");
        update();
    };

    const commit = (form, choice) => {
        form.dataset.committed = choice;
        const answer = Number(form.dataset.answer);
        form.querySelectorAll("input[type=radio]").forEach((input, index) => {
            input.checked = index === choice;
            input.disabled = true;
            const label = input.closest("label");
            label.classList.toggle("measured", index === answer);
            label.classList.toggle("wrong", index === choice && index !== answer);
        });
        form.querySelector("[role=status]").textContent =
            choice === answer ? "Yes, that is what was measured." : "No. The choice with the tick is what was measured.";
        form.querySelector("details").hidden = false;
        form.querySelector("details").open = true;
        form.querySelector("[type=submit]").hidden = true;
        form.querySelector(".again").hidden = false;
    };

    const reset = (form) => {
        delete form.dataset.committed;
        remember(form.dataset.name, null);
        form.querySelectorAll("label").forEach((label) => label.classList.remove("measured", "wrong"));
        form.querySelectorAll("input[type=radio]").forEach((input) => { input.checked = input.disabled = false; });
        form.querySelectorAll("output").forEach((votes) => { votes.value = "0"; });
        form.querySelector("[role=status]").textContent = "";
        form.querySelector("details").open = false;
        form.querySelector("details").hidden = true;
        form.querySelector("[type=submit]").hidden = false;
        form.querySelector(".again").hidden = true;
    };

    const answers = forms.map((form) => recall(form.dataset.name));
    for (const form of forms) {
        const again = button("Try again", () => {
            reset(form);
            update();
            form.querySelector("input").focus();
        });
        again.className = "again";
        form.querySelector(".actions").append(again);
        // The tally of a class: one vote a press.
        for (const label of form.querySelectorAll("label")) {
            const votes = document.createElement("output");
            votes.value = "0";
            const vote = button("+1", () => { votes.value = String(Number(votes.value) + 1); });
            vote.setAttribute("aria-label", `One vote more for ${label.textContent.trim()}`);
            const tally = document.createElement("span");
            tally.className = "tally";
            tally.append(vote, votes);
            label.after(tally);
        }
        reset(form);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const chosen = [...form.querySelectorAll("input[type=radio]")].findIndex((input) => input.checked);
            const status = form.querySelector("[role=status]");
            if (chosen < 0) {
                status.textContent = "Choose an answer first.";
                return;
            }
            remember(form.dataset.name, String(chosen));
            commit(form, chosen);
            update();
            status.focus();
        });
    }

    forms.forEach((form, index) => {
        const choice = answers[index];
        if (choice === null || !form.querySelectorAll("input[type=radio]")[Number(choice)]) return;
        remember(form.dataset.name, choice);
        commit(form, Number(choice));
    });

    const tools = document.createElement("p");
    tools.className = "prediction-tools";
    const classMode = button("Class mode", () => {
        const isOn = document.documentElement.classList.toggle("class-mode");
        // Without class mode there are no slides.
        const slides = document.querySelector(".slides-toggle");
        if (!isOn && slides?.getAttribute("aria-pressed") === "true") slides.click();
        classMode.setAttribute("aria-pressed", String(isOn));
    });
    classMode.setAttribute("aria-pressed", "false");
    tools.append(classMode, button("Reset the predictions", () => {
        isDeclined = false;
        remember(`${page}-declined`, null);
        forms.forEach(reset);
        update();
    }));
    (document.querySelector("main .answer") ?? document.querySelector("main h1")).after(tools);
    // What the box says behind its question, so that a class can be asked before it is told.
    const asked = document.querySelector("main .answer > p:first-child > strong:first-child");
    if (asked) {
        const told = document.createElement("span");
        told.className = "told";
        while (asked.nextSibling) told.append(asked.nextSibling);
        asked.after(told);
    }
    update();
})();
