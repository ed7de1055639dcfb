// What the page frame of mdBook 0.5.4 lacks for keyboards and screen readers.
(() => {
    "use strict";

    // The sidebar toggle is a <label>, which may not carry the ARIA attributes it has.
    const label = document.getElementById("mdbook-sidebar-toggle");
    const checkbox = document.getElementById("mdbook-sidebar-toggle-anchor");
    if (label && checkbox && label.tagName === "LABEL") {
        const button = document.createElement("button");
        button.type = "button";
        for (const { name, value } of label.attributes) {
            if (name !== "for") button.setAttribute(name, value);
        }
        button.append(...label.childNodes);
        label.replaceWith(button);
        button.addEventListener("click", () => checkbox.click());
        checkbox.addEventListener("change", () => button.setAttribute("aria-expanded", String(checkbox.checked)));
    }

    // The menu bar stands outside of every landmark.
    document.getElementById("mdbook-menu-bar")?.setAttribute("role", "banner");

    // A line may end behind each hyphen of code, and a reader would take `-` and `-own` for two words.
    for (const code of document.querySelectorAll("main :not(pre) > code")) {
        if (code.childElementCount > 0 || !/(^| )[-#]|-/.test(code.textContent)) continue;
        const words = code.textContent.split(/( )/).map((word) => {
            if (!/^#|-/.test(word) || word.length > 20) return word;
            const whole = document.createElement("span");
            whole.className = "whole";
            whole.textContent = word;
            return whole;
        });
        code.replaceChildren(...words);
    }

    // What scrolls sideways must be reachable by keyboard, and only while it scrolls.
    const scrollers = document.querySelectorAll("main pre > code, main .table-wrapper, main .scroll");
    const update = () => {
        for (const scroller of scrollers) {
            if (scroller.scrollWidth > scroller.clientWidth) {
                scroller.tabIndex = 0;
            } else {
                scroller.removeAttribute("tabindex");
            }
        }
    };
    update();
    window.addEventListener("resize", update);
    document.addEventListener("toggle", update, true);
    document.addEventListener("figures-shown", update);
})();
