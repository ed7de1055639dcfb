// Predict before you look: the page's figures stay hidden until every prediction is committed or declined.
(() => {
    "use strict";

    const forms = [...document.querySelectorAll("form.prediction")];
    if (forms.length === 0) return;
    const figures = [...document.querySelectorAll("main .figures")];
    const page = forms[0].dataset.name;

    // Storage may be refused; then a prediction lasts as long as the page.
    const recall = (key) => {
        try { return localStorage.getItem(`prediction-${key}`); } catch { return null; }
    };
    const remember = (key, value) => {
        try { localStorage.setItem(`prediction-${key}`, value); } catch { /* see above */ }
    };

    const committed = (form) => form.dataset.committed !== undefined;

    const commit = (form, choice) => {
        form.dataset.committed = choice;
        const answer = Number(form.dataset.answer);
        const inputs = [...form.querySelectorAll("input")];
        inputs.forEach((input, index) => {
            input.checked = index === choice;
            input.disabled = true;
            input.closest("label").classList.toggle("measured", index === answer);
        });
        const status = form.querySelector("[role=status]");
        status.textContent = choice === answer ? "As measured." : "Measured otherwise.";
        const details = form.querySelector("details");
        details.hidden = false;
        details.open = true;
        form.querySelector("button").hidden = true;
    };

    const show = () => {
        document.querySelectorAll(".awaiting-prediction").forEach((notice) => notice.remove());
        figures.forEach((figure) => { figure.hidden = false; });
        forms.forEach((form) => { form.querySelector("details").hidden = false; });
        document.dispatchEvent(new Event("figures-shown"));
    };

    const hide = () => {
        forms.filter((form) => !committed(form)).forEach((form) => { form.querySelector("details").hidden = true; });
        for (const figure of figures) {
            figure.hidden = true;
            // One notice for figures that follow one another.
            if (figure.previousElementSibling?.matches(".figures")) continue;
            const notice = document.createElement("div");
            notice.className = "awaiting-prediction";
            const text = document.createElement("p");
            text.textContent = forms.length === 1
                ? "The figures show once your prediction is committed."
                : `The figures show once your ${forms.length} predictions are committed.`;
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = "Show the figures without predicting";
            button.addEventListener("click", () => {
                remember(`${page}-declined`, "yes");
                show();
                figure.tabIndex = -1;
                figure.focus();
            });
            notice.append(text, button);
            figure.before(notice);
        }
    };

    for (const form of forms) {
        const choice = recall(form.dataset.name);
        const known = choice !== null && form.querySelectorAll("input")[Number(choice)];
        if (known) commit(form, Number(choice));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const chosen = [...form.querySelectorAll("input")].findIndex((input) => input.checked);
            const status = form.querySelector("[role=status]");
            if (chosen < 0) {
                status.textContent = "Choose an answer first.";
                return;
            }
            remember(form.dataset.name, String(chosen));
            commit(form, chosen);
            if (forms.every(committed)) show();
        });
    }

    if (!forms.every(committed) && recall(`${page}-declined`) === null) hide();
})();
