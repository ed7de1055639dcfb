// The stack and the heap, one step at a time. All steps are in the page; this shows one, and marks its line.
(() => {
    "use strict";

    const button = (text, name) => {
        const element = document.createElement("button");
        element.type = "button";
        element.textContent = text;
        element.setAttribute("aria-label", name);
        return element;
    };

    for (const figure of document.querySelectorAll("figure.walk")) {
        const steps = [...figure.querySelectorAll(".steps > li")];
        const lines = [...figure.querySelectorAll("ol.sites > li")];
        const previous = button("←", "Previous step");
        const next = button("→", "Next step");
        const place = document.createElement("span");
        const controls = document.createElement("div");
        controls.className = "controls";
        controls.setAttribute("role", "group");
        controls.setAttribute("aria-label", "Steps; the arrow keys work too");
        controls.append(previous, place, next);
        let current = 0;

        const show = (step) => {
            current = Math.min(Math.max(step, 0), steps.length - 1);
            steps.forEach((element, index) => element.classList.toggle("current", index === current));
            for (const line of lines) {
                if (String(line.value) === steps[current].dataset.line) {
                    line.setAttribute("aria-current", "step");
                } else {
                    line.removeAttribute("aria-current");
                }
            }
            place.textContent = `step ${current + 1} of ${steps.length}`;
            // A disabled button would lose the focus.
            previous.setAttribute("aria-disabled", String(current === 0));
            next.setAttribute("aria-disabled", String(current === steps.length - 1));
        };

        previous.addEventListener("click", () => show(current - 1));
        next.addEventListener("click", () => show(current + 1));
        controls.addEventListener("keydown", (event) => {
            const steps_of_key = { ArrowLeft: -1, ArrowRight: 1, Home: -steps.length, End: steps.length }[event.key];
            if (steps_of_key === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
            // mdBook turns the page at these keys.
            event.preventDefault();
            event.stopPropagation();
            show(current + steps_of_key);
        });

        figure.classList.add("stepping");
        const list = figure.querySelector(".steps");
        list.setAttribute("aria-live", "polite");
        list.before(controls);
        show(0);
    }
})();
