// The comparison of two records as a table, and in sentences. All that is taken from the records is set as text.
(() => {
    "use strict";

    const yours = (window.yours ??= {});

    yours.element = (name, properties = {}, ...content) => {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...content);
        return made;
    };
    const { element } = yours;

    const counted = (count, noun) => (count === 0 ? `no ${noun}` : `${count}\u00a0${noun}${count === 1 ? "" : "s"}`);
    const NOTHING = { failed: "failed", not_measured: "not measured" };

    // `1 allocation, 64 B`.
    const inWords = (counts) => {
        if (counts === undefined) return "\u2013";
        if (!Array.isArray(counts)) return NOTHING[counts];
        const [allocations, , reallocations, requested, , peak] = counts;
        const parts = [counted(allocations, "allocation")];
        if (reallocations > 0) parts.push(counted(reallocations, "reallocation"));
        if (requested > 0) parts.push(`${requested}\u00a0B`);
        if (peak !== requested) parts.push(`peak ${peak}\u00a0B`);
        return parts.join(", ");
    };

    // Three digits, as everywhere in the book: `1.32×`.
    const threeDigits = (value) => {
        if (value < 0.0995) return value.toFixed(3);
        return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    };
    yours.inDigits = (millionths) => `${threeDigits(millionths / 1e6)}\u00d7`;
    const ratio = (time) => {
        if (time === undefined) return "\u2013";
        if (!Array.isArray(time)) return NOTHING[time];
        return time.length === 1 ? yours.VERDICTS.get(time[0]) : yours.inDigits(time[1]);
    };

    // Every case has a row for its time, and one for its counts, or two where the profiles differ.
    const rowsOf = ({ id, a, b, debug, release, times }) => {
        const isAlike = (one) => !one || JSON.stringify(one[2]) === JSON.stringify(one[3]);
        const counts = isAlike(a) && isAlike(b)
            ? [["counts", inWords(a?.[2]), inWords(b?.[2]), debug]]
            : [["counts, debug", inWords(a?.[2]), inWords(b?.[2]), debug], ["counts, release", inWords(a?.[3]), inWords(b?.[3]), release]];
        const time = (a ?? b)[1] === id ? [] : [["time", ratio(a?.[4]), ratio(b?.[4]), times]];
        return [...counts, ...time];
    };

    yours.tableOf = (rows) => {
        const column = (name) => element("th", { scope: "col", textContent: name });
        const bodies = rows.map((row) => {
            const lines = rowsOf(row);
            const name = element("th", { scope: "rowgroup", colSpan: 4, className: "case" }, element("code", { textContent: row.id }));
            const baseline = (row.a ?? row.b)[1];
            if (baseline !== row.id) name.append(element("span", { textContent: ` against ${baseline}` }));
            const body = element("tbody", {}, element("tr", {}, name), ...lines.map(([what, ours, theirs, said]) => {
                const cells = [what, ours, theirs].map((text) => element("td", { textContent: text }));
                const verdict = element("td", { className: yours.result(said), textContent: said.replace("can't", "can\u2019t") });
                return element("tr", {}, ...cells, verdict);
            }));
            body.classList.toggle("settled", lines.every(([, , , said]) => ["same", "none"].includes(yours.result(said))));
            return body;
        });
        const caption = element("caption", {}, element("span", { textContent: "The book\u2019s record and yours, case by case" }));
        const head = element("thead", {}, element("tr", {}, ...["figure", "the book\u2019s", "yours", "compared"].map(column)));
        const scroll = element("div", { className: "scroll", tabIndex: 0 }, element("table", { className: "cases" }, caption, head, ...bodies));
        scroll.setAttribute("role", "region");
        scroll.setAttribute("aria-label", "The book\u2019s record and yours");
        // mdBook turns pages by the arrows.
        scroll.addEventListener("keydown", (event) => { if (event.key.startsWith("Arrow")) event.stopPropagation(); });
        return scroll;
    };

    // `Of 14 counts, 12 are the same, 1 differs and 1 cannot be told.`
    const tally = (noun, said) => {
        const known = said.map(yours.result).filter((result) => result !== "none");
        const parts = [["same", "is the same", "are the same"], ["differs", "differs", "differ"], ["unknown", "cannot be told", "cannot be told"]]
            .map(([kind, one, many]) => [known.filter((result) => result === kind).length, one, many])
            .filter(([count]) => count > 0)
            .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
        if (parts.length === 0) return `Neither record has ${noun}s to compare.`;
        const last = parts.pop();
        if (parts.length === 0 && known.length > 1) return `All ${last.replace(" ", ` ${noun}s `)}.`;
        return `Of ${counted(known.length, noun)}, ${[parts.join(", "), last].filter(Boolean).join(" and ")}.`;
    };

    yours.sentences = (rows, isChecked) => {
        const times = rows.filter(({ id, a, b }) => (a ?? b)[1] !== id).map((row) => row.times);
        const size = times.filter((sentence) => sentence.startsWith("same direction")).length;
        return [
            tally("count", rows.flatMap(({ debug, release }) => [debug, release])),
            tally("time", times),
            ...(size === 0 ? [] : [`Of the times that are the same, ${size} ${size === 1 ? "is" : "are"} so in direction only, at another size.`]),
            ...(isChecked ? [] : ["The seal of the file could not be checked, because this browser offers no digests here."]),
        ].join(" ");
    };
})();
