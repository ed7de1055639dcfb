// Slides of a chapter, in class mode: one section at a time, with its figures, code and predictions and without its prose.
// Page Down and Page Up, which a presenter's remote control sends, go on and back.
(() => {
    "use strict";

    const tools = document.querySelector("main .prediction-tools");
    if (!tools) return;
    const root = document.documentElement;

    // The page in sections: what stands before the first heading is the first.
    const sections = [[]];
    for (const element of document.querySelectorAll("main > *")) {
        if (element.tagName === "H2") sections.push([]);
        sections.at(-1).push(element);
    }
    // A slide shows what a teacher points at. A section without that has no slide, and folded parts, such as the exercises, stay in the page.
    const SHOWN = ".answer, .figures, figure, table, pre, form.prediction, .scroll";
    const isShown = (element) => element.matches(SHOWN) || (!element.matches("details") && element.querySelector(SHOWN) !== null);
    const slides = sections.filter((section) => section.some(isShown));
    if (slides.length < 2) return;
    let current = 0;

    const show = () => {
        const isOn = root.classList.contains("slides");
        for (const element of document.querySelectorAll("main > *")) element.classList.remove("off-slide");
        if (!isOn) return;
        const slide = new Set(slides[current]);
        for (const element of document.querySelectorAll("main > *")) {
            const stays = element === tools || (slide.has(element) && (/^H[1-4]$/.test(element.tagName) || isShown(element)));
            element.classList.toggle("off-slide", !stays);
        }
        place.value = `${current + 1} of ${slides.length}`;
        window.scrollTo(0, 0);
    };
    const turn = (by) => {
        current = Math.min(Math.max(current + by, 0), slides.length - 1);
        show();
    };

    const button = (text, action) => {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = text;
        made.addEventListener("click", action);
        return made;
    };
    const place = document.createElement("output");
    place.setAttribute("aria-label", "Slide");
    const steps = document.createElement("span");
    steps.className = "slide-steps";
    steps.append(button("Back", () => turn(-1)), place, button("Next", () => turn(1)));
    const toggle = button("Slides", () => {
        const isOn = root.classList.toggle("slides");
        toggle.setAttribute("aria-pressed", String(isOn));
        show();
    });
    toggle.setAttribute("aria-pressed", "false");
    toggle.className = "slides-toggle";
    tools.append(toggle, steps);

    document.addEventListener("keydown", (event) => {
        if (!root.classList.contains("slides") || event.altKey || event.ctrlKey || event.metaKey) return;
        const by = { PageDown: 1, PageUp: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        turn(by);
    });
})();
