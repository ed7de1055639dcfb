// A slider for collections that grow. Every step, number and bar is in the page; this chooses the one that holds.
(() => {
    "use strict";

    // What the step says is put into the elements that have the figures of another.
    const grower = (element) => {
        const steps = JSON.parse(element.dataset.steps);
        const blocks = element.querySelector(".blocks");
        const bars = [...blocks.children];
        const drawn = bars.filter((bar) => !bar.hidden).length;
        const values = [...element.querySelectorAll("li")];
        return (elements) => {
            const at = steps.findLastIndex(([from]) => from <= elements);
            const [, figures] = steps[at];
            bars.forEach((bar, index) => {
                bar.classList.toggle("now", index === at);
                bar.hidden = index > at || index + drawn <= at || Number(bar.style.getPropertyValue("--of")) === 0;
            });
            blocks.style.setProperty("--places", bars[at].style.getPropertyValue("--of"));
            blocks.style.setProperty("--used", elements);
            values.forEach((value, index) => {
                const [number, detail] = figures[index];
                value.querySelector("b").textContent = number;
                value.querySelector("small").textContent = detail;
            });
            const [[capacity], [calls]] = figures;
            return `${element.getAttribute("aria-label")}: capacity ${capacity}, calls ${calls}`;
        };
    };

    for (const figure of document.querySelectorAll("figure.growth")) {
        const positions = JSON.parse(figure.dataset.positions);
        const growers = [...figure.querySelectorAll(".grower")].map(grower);
        const pushed = figure.querySelector(".pushed");
        const output = pushed.querySelector("output");

        const slider = document.createElement("input");
        slider.type = "range";
        slider.max = positions.length - 1;
        slider.value = positions.findIndex(([elements]) => elements === Number(figure.dataset.at));
        const label = document.createElement("label");
        label.append(pushed.querySelector("span"), slider);
        pushed.prepend(label);
        // The slider's own value says all of it; a second voice would only repeat the number.
        output.setAttribute("aria-hidden", "true");

        const show = () => {
            const [elements, text] = positions[slider.value];
            const said = growers.map((grow) => grow(elements));
            output.textContent = text;
            slider.setAttribute("aria-valuetext", `${text}. ${said.join("; ")}`);
        };
        slider.addEventListener("input", show);
        show();
        figure.querySelector("details.data").open = false;
    }
})();
