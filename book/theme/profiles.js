// Listings with sites show debug, release or both. Remembered by the page alone: its style sheet reads the attribute that is set here.
(() => {
    "use strict";

    const choices = [["both", "debug and release"], ["debug", "debug"], ["release", "release"]];

    for (const figure of document.querySelectorAll("figure.sites")) {
        // Where no line has a site, there is nothing to choose.
        if (figure.querySelector("dl") === null) continue;
        const group = document.createElement("div");
        group.className = "profiles";
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", "What the lines do in");
        const buttons = choices.map(([profile, text]) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = text;
            button.addEventListener("click", () => choose(profile));
            group.append(button);
            return button;
        });
        const choose = (chosen) => {
            figure.dataset.profile = chosen;
            choices.forEach(([profile], index) => {
                buttons[index].setAttribute("aria-pressed", String(profile === chosen));
            });
        };
        choose("both");
        figure.querySelector("figcaption").after(group);
    }
})();
