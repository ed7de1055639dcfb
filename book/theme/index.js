// The index of calls: filter while typing, sort, debug or release, and the smallest, a middle or the largest size of every call that has sizes.
(() => {
    "use strict";

    const tables = [...document.querySelectorAll("main .index table")];
    if (tables.length === 0) return;
    // What a search for one word should find under another.
    const SYNONYMS = { dyn: "trait object", heap: "box", jemalloc: "allocator", str: "string", hashmap: "map", sso: "small" };
    const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
    const places = new Map(rows.map((row) => [row, row.parentNode]));
    const COLUMNS = ["allocations", "bytes", "instructions", "time"];
    // The cells of the figures come after those of the call and of when it allocates.
    const cell = (row, name) => row.cells[2 + COLUMNS.indexOf(name)];
    // Thousands are set apart, as in the figures of the page.
    const spaced = (text) => text.replace(/\d{4,}/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, "\u202f"));
    for (const row of rows) {
        const shown = COLUMNS.map((name) => cell(row, name).textContent);
        // Size, allocations in debug where they are others, and the four figures.
        row.cases = [[row.querySelector(".size")?.textContent ?? "", "", ...shown]];
        row.words = row.textContent.toLowerCase();
    }

    // What the rows say at other sizes and in debug is loaded when somebody asks for it. Opened from a disk, a page may load scripts only.
    let isLoaded = false;
    const load = (then) => {
        if (isLoaded) {
            then();
            return;
        }
        const script = document.createElement("script");
        script.src = "records/calls.js";
        script.addEventListener("error", () => { status.textContent = "The figures at other sizes and in debug could not be loaded."; });
        script.addEventListener("load", () => {
            const others = window.callsOthers;
            const withOthers = rows.filter((row) => "others" in row.dataset);
            if (others.length !== withOthers.length) {
                status.textContent = "The book has changed since this page was loaded: load it again.";
                return;
            }
            withOthers.forEach((row, place) => { row.cases = others[place].split(";").map((one) => one.split("|").map(spaced)); });
            isLoaded = true;
            then();
        });
        document.head.append(script);
    };

    const tools = document.createElement("div");
    tools.className = "chips";
    tools.setAttribute("role", "search");
    const field = document.createElement("input");
    field.type = "search";
    field.placeholder = "Box, collect, clone, format! …";
    field.setAttribute("aria-label", "Filter the calls");
    const slider = document.createElement("input");
    slider.type = "range";
    slider.max = "2";
    slider.value = "1";
    const label = document.createElement("label");
    label.className = "size";
    label.append("smaller ", slider, " larger");
    slider.setAttribute("aria-label", "Size, for the calls that have sizes");
    const debug = document.createElement("button");
    debug.type = "button";
    debug.textContent = "debug";
    debug.setAttribute("aria-pressed", "false");
    const order = document.createElement("select");
    order.setAttribute("aria-label", "Order");
    for (const name of ["by topic", ...COLUMNS.map((name) => `by ${name}`)]) order.add(new Option(name));
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    tools.append(field, label, debug, order);
    tables[0].closest(".index").parentNode.insertBefore(tools, document.querySelector("main h2"));
    tools.after(status);

    const current = (row) => row.cases[Math.round(Number(slider.value) / 2 * (row.cases.length - 1))];
    const isDebug = () => debug.getAttribute("aria-pressed") === "true";
    // What a cell says, as a number: thousands are set apart, and `1+8` are one allocation and eight reallocations.
    const number = (text) => text.replace(/[\s\u202f\u00a0]/g, "").split("+").reduce((sum, part) => sum + (parseFloat(part) || 0), 0);
    const UNITS = { ns: 1, "µs": 1e3, ms: 1e6, s: 1e9 };
    const duration = (text) => number(text) * (UNITS[text.match(/\p{L}+$/u)?.[0]] ?? 0);
    const value = (row) => {
        const [, inDebug, inRelease, bytes, instructions, time] = current(row);
        return [number(isDebug() && inDebug || inRelease), number(bytes), number(instructions), duration(time)][order.selectedIndex - 1];
    };

    const filter = () => {
        const wanted = field.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
        const matches = (row) => wanted.every((word) => row.words.includes(word) || row.words.includes(SYNONYMS[word] ?? word));
        let shown = 0;
        for (const row of rows) {
            row.hidden = !matches(row);
            if (!row.hidden) shown += 1;
        }
        for (const table of tables) {
            const box = table.closest(".index");
            const isEmpty = [...table.tBodies[0].rows].every((row) => row.hidden);
            box.hidden = isEmpty;
            box.previousElementSibling.hidden = isEmpty || order.selectedIndex > 0;
        }
        status.textContent = `${shown} of ${rows.length} calls`;
    };

    const update = () => {
        for (const row of rows) {
            const [size, inDebug, inRelease, bytes, instructions, time] = current(row);
            cell(row, "allocations").textContent = isDebug() && inDebug || inRelease;
            cell(row, "bytes").textContent = bytes;
            cell(row, "instructions").textContent = instructions;
            cell(row, "time").textContent = time;
            const shown = row.querySelector(".size");
            if (shown) shown.textContent = size;
        }
        if (order.selectedIndex === 0) {
            for (const [row, place] of places) place.append(row);
        } else {
            tables[0].tBodies[0].append(...[...rows].sort((one, other) => value(one) - value(other)));
        }
        filter();
    };

    field.addEventListener("input", filter);
    slider.addEventListener("input", () => load(update));
    order.addEventListener("change", update);
    debug.addEventListener("click", () => {
        debug.setAttribute("aria-pressed", String(!isDebug()));
        load(update);
    });
    // A link such as which-call-allocates.html?call=box filters at once.
    field.value = new URLSearchParams(location.search).get("call") ?? "";
    update();
})();
