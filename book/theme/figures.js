// A table of cases shows allocations and times; buttons add the other columns, and a slider chooses the size.
(() => {
    "use strict";

    const COLUMNS = [
        ["debug", "debug"], ["bytes", "bytes"], ["peak", "peak"], ["instructions", "instructions"], ["interval", "intervals"],
    ];

    const chip = (text, isOn, action) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.setAttribute("aria-pressed", String(isOn));
        button.addEventListener("click", () => {
            isOn = !isOn;
            button.setAttribute("aria-pressed", String(isOn));
            action(isOn);
        });
        return button;
    };

    const columns = (box, tools) => {
        for (const [key, text] of COLUMNS) {
            if (!box.querySelector(key === "interval" ? ".range" : `.k-${key}`)) continue;
            tools.append(chip(text, false, (isOn) => box.classList.toggle(`show-${key}`, isOn)));
        }
    };

    // The words of a row: what it does, without its id.
    const about = (row) => row.querySelector(".about").textContent.trim();

    // The ends of what shows. Whether two cases differ is said by the verdicts alone.
    const notice = (rows, size) => {
        const timed = rows.filter((row) => !row.hidden && row.querySelector(".time"));
        if (timed.length < 2) return "";
        const part = (row) => Number(row.querySelector(".time").style.getPropertyValue("--part"));
        const text = (row) => row.querySelector(".time").firstChild.textContent.trim();
        const sorted = [...timed].sort((one, other) => part(one) - part(other));
        const [least, most] = [sorted[0], sorted.at(-1)];
        return `At ${size}, the medians go from ${text(least)} (“${about(least)}”) to ${text(most)} (“${about(most)}”).`;
    };

    const sizes = (box, tools) => {
        const rows = [...box.querySelectorAll("tr[data-size]")];
        const known = new Map(rows.map((row) => [Number(row.dataset.size), row.dataset.shown]));
        const order = [...known.keys()].sort((one, other) => one - other);
        // The sizes of one variant are compared with each other.
        if (order.length < 2 || rows.length === order.length) return;
        const label = document.createElement("label");
        label.className = "size";
        const slider = document.createElement("input");
        slider.type = "range";
        slider.max = String(order.length - 1);
        // A middle size, as the index of calls shows it.
        slider.value = String(Math.floor(order.length / 2));
        const output = document.createElement("output");
        const status = document.createElement("p");
        status.className = "notice";
        status.setAttribute("role", "status");
        let isAll = false;
        const update = () => {
            const size = order[Number(slider.value)];
            for (const row of rows) row.hidden = !isAll && Number(row.dataset.size) !== size;
            output.value = isAll ? "every size" : known.get(size);
            slider.setAttribute("aria-valuetext", output.value);
            for (const line of document.querySelectorAll("figure.chart .at-size")) {
                line.classList.toggle("shown", !isAll && Number(line.dataset.size) === size);
            }
            status.textContent = isAll ? "" : notice(rows, known.get(size));
        };
        slider.addEventListener("input", update);
        label.append(`${box.dataset.quantity}: `, slider, output);
        tools.append(label, chip("every size", false, (isOn) => { isAll = isOn; update(); }));
        box.append(status);
        update();
    };

    for (const box of document.querySelectorAll("main .adaptive")) {
        const tools = document.createElement("div");
        tools.className = "chips";
        tools.setAttribute("role", "group");
        tools.setAttribute("aria-label", "What the table shows");
        columns(box, tools);
        sizes(box, tools);
        box.prepend(tools);
    }
})();
