// The index of calls: filter while typing, sort, debug or release, and the smallest, a middle or the largest size of every call that has sizes.
(() => {
    "use strict";

    const tables = [...document.querySelectorAll("main .index table")];
    if (tables.length === 0) return;
    // What a search for one word should find under another.
    const SYNONYMS = { dyn: "trait object", bumpalo: "bump", cloned: "clone", jemalloc: "allocator", str: "string", returning: "return", hashmap: "map", sso: "small" };
    const element = (name, content, settings = {}) => {
        const made = Object.assign(document.createElement(name), settings);
        made.append(content);
        return made;
    };
    // A chapter stands once above its calls. Sorting takes them apart, so here each call names its own.
    for (const table of tables) {
        table.tHead.rows[0].append(element("th", "chapter", { scope: "col", className: "where" }));
        let chapter;
        for (const row of [...table.tBodies[0].rows]) {
            if (row.cells.length === 1) {
                chapter = row.cells[0].firstChild;
                row.remove();
            } else {
                row.append(element("td", chapter.cloneNode(true), { className: "where" }));
            }
        }
    }
    const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
    const places = new Map(rows.map((row) => [row, row.parentNode]));
    // Behind the call and when it allocates; bytes and instructions come behind these two when they are asked for.
    const COLUMNS = ["allocations", "time", "bytes", "instructions"];
    const cell = (row, name) => row.cells[2 + COLUMNS.indexOf(name)];
    // Thousands are set apart, as in the figures of the page.
    const spaced = (text) => text.replace(/\d{4,}/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, "\u202f"));
    for (const row of rows) {
        // Size, allocations in debug where they are others, and the four figures.
        row.cases = [[row.querySelector("small")?.textContent ?? "", "", cell(row, "allocations").textContent, "", "", cell(row, "time").textContent]];
        row.words = row.textContent.toLowerCase();
        row.call = row.cells[0].textContent.toLowerCase();
    }

    // What the rows say otherwise is loaded when somebody asks for it. Opened from a disk, a page may load scripts only.
    let isLoaded = false;
    const load = (then) => {
        if (isLoaded) {
            then();
            return;
        }
        const script = document.createElement("script");
        script.src = "records/calls.js";
        script.addEventListener("error", () => { status.textContent = "The further figures could not be loaded."; });
        script.addEventListener("load", () => {
            const others = window.callsOthers;
            if (others.length !== rows.length) {
                status.textContent = "The book has changed since this page was loaded: load it again.";
                return;
            }
            for (const name of ["bytes", "instructions"]) {
                const settings = { className: `more ${name}`, hidden: true };
                for (const table of tables) cell(table.tHead.rows[0], name).before(element("th", name, { scope: "col", ...settings }));
                for (const row of rows) {
                    cell(row, name).before(element("td", "", settings));
                    cell(row, name).dataset.label = name;
                }
            }
            rows.forEach((row, place) => { row.cases = others[place].split(";").map((one) => one.split("|").map(spaced)); });
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
    const chip = (name) => {
        const button = element("button", name, { type: "button" });
        button.setAttribute("aria-pressed", "false");
        button.addEventListener("click", () => {
            button.setAttribute("aria-pressed", String(!isPressed(button)));
            load(update);
        });
        return button;
    };
    const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
    const debug = chip("debug");
    const more = { bytes: chip("bytes"), instructions: chip("instructions") };
    const order = document.createElement("select");
    order.setAttribute("aria-label", "Order");
    for (const name of ["by topic", ...COLUMNS.map((name) => `by ${name}`)]) order.add(new Option(name));
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    tools.append(field, label, debug, more.bytes, more.instructions, order);
    tables[0].closest(".index").parentNode.insertBefore(tools, document.querySelector("main h2"));
    tools.after(status);

    const current = (row) => row.cases[Math.round(Number(slider.value) / 2 * (row.cases.length - 1))];
    // What a cell says, as a number: thousands are set apart, and `1+8` are one allocation and eight reallocations.
    const number = (text) => text.replace(/[\s\u202f\u00a0]/g, "").split("+").reduce((sum, part) => sum + (parseFloat(part) || 0), 0);
    const UNITS = { ns: 1, "µs": 1e3, ms: 1e6, s: 1e9 };
    const duration = (text) => number(text) * (UNITS[text.match(/\p{L}+$/u)?.[0]] ?? 0);
    const value = (row) => {
        const [, inDebug, inRelease, bytes, instructions, time] = current(row);
        return [number(isPressed(debug) && inDebug || inRelease), duration(time), number(bytes), number(instructions)][order.selectedIndex - 1];
    };

    // Words of a question that tell no call from another.
    const ASKING = new Set("a allocate allocates an by cost do does for from heap how i if in into is it my of often on return returning rust the to what when why with".split(" "));
    // What is asked, and its words: `Vec::drain` is asked for where a call says `vec.drain(..)`, and `Option<Box>` where it says `Option<Box<T>>`.
    const question = () => {
        const words = field.value.toLowerCase().split(/\s+/).map((word) => word.replace(/(.)[?.,]+$/, "$1")).filter((word) => word !== "" && !ASKING.has(word));
        return { phrase: words.join(" "), words: words.flatMap((word) => word.replace(/(.)[<>]+$/, "$1").split(/(?<=.)(?:::|\.)(?=.)/)) };
    };
    const has = (text, word) => text.includes(SYNONYMS[word] ?? word) || text.includes(word);
    const count = (text, words) => words.filter((word) => has(text, word)).length;
    // Whether a word stands there by itself: `join` in `words.join(", ")`, and not in `join!`.
    const isAlone = (text, word, at = text.indexOf(word)) => at >= 0 && (!/[\w.!]/.test(text.charAt(at + word.length)) && !/\w/.test(text.charAt(at - 1)) || isAlone(text, word, text.indexOf(word, at + 1)));
    // Of what is filtered, the calls that begin with the question come first, then those that have the most of its words, or the first of them, themselves,
    // in these letters, by themselves, and, of several, the first as the type of what is called.
    const nearness = (row, { phrase, words }) => 100 * (row.call.startsWith(phrase) && isAlone(row.call, phrase)) + 100 * (row.call === phrase) + 4 * count(row.call, words)
        + 2 * words.filter((word) => row.call.includes(word)).length + words.filter((word) => isAlone(row.call, word)).length + (words.length > 1 && row.call.includes(`${words[0]}::`)) + has(row.call, words[0]);
    // Of those that are as near, the chapter that goes call by call comes first, and then what is called there.
    const isCallByCall = (row) => row.querySelector("a[href^='standard-library']") !== null;
    const calls = (row, { words }) => words.filter((word) => row.call.includes(`${word}(`)).length;

    const filter = () => {
        const asked = question();
        arrange(asked);
        // What has every word, or else what has most of them; where nothing has any, what has a part of one: `split` for `split_whitespace`.
        const mostOf = () => Math.max(...rows.map((row) => count(row.words, asked.words)));
        let most = mostOf();
        const isNear = most === 0 && asked.words.some((word) => word.includes("_"));
        if (isNear) {
            asked.words = asked.words.flatMap((word) => word.split("_")).filter((word) => word.length > 2);
            most = mostOf();
            arrange(asked);
        }
        const matches = (row) => (most > 0 || asked.words.length === 0) && count(row.words, asked.words) === most;
        let shown = 0;
        for (const row of rows) {
            row.hidden = !matches(row);
            if (!row.hidden) shown += 1;
        }
        for (const table of tables) {
            const box = table.closest(".index");
            const isEmpty = [...table.tBodies[0].rows].every((row) => row.hidden);
            box.hidden = isEmpty;
            box.previousElementSibling.hidden = isEmpty || order.selectedIndex > 0 || asked.words.length > 0;
        }
        status.textContent = `${shown} of ${rows.length} calls${isNear && shown > 0 ? `; none is called ${asked.phrase}, these are near` : ""}`;
    };

    const update = () => {
        for (const row of rows) {
            const [size, inDebug, inRelease, bytes, instructions, time] = current(row);
            cell(row, "allocations").textContent = isPressed(debug) && inDebug || inRelease;
            cell(row, "time").textContent = time;
            if (isLoaded) {
                cell(row, "bytes").textContent = bytes;
                cell(row, "instructions").textContent = instructions;
            }
            const shown = row.querySelector("small");
            if (shown) shown.textContent = size;
        }
        for (const [name, button] of Object.entries(more)) {
            document.querySelectorAll(`main .index .${name}`).forEach((one) => { one.hidden = !isPressed(button); });
        }
        filter();
    };
    const arrange = (asked) => {
        if (order.selectedIndex > 0) {
            tables[0].tBodies[0].append(...[...rows].sort((one, other) => value(one) - value(other)));
        } else if (asked.words.length > 0) {
            tables[0].tBodies[0].append(...[...rows].sort((one, other) => nearness(other, asked) - nearness(one, asked) || isCallByCall(other) - isCallByCall(one) || calls(other, asked) - calls(one, asked) || one.call.length - other.call.length));
        } else {
            for (const [row, place] of places) place.append(row);
        }
    };

    field.addEventListener("input", filter);
    slider.addEventListener("input", () => load(update));
    order.addEventListener("change", () => {
        const asked = more[order.value.replace("by ", "")];
        if (asked === undefined) {
            update();
            return;
        }
        asked.setAttribute("aria-pressed", "true");
        load(update);
    });
    // A link such as which-call-allocates.html?call=box filters at once.
    field.value = new URLSearchParams(location.search).get("call") ?? "";
    update();
})();
