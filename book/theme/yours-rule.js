// When do two records say the same? By the rule of `cargo workbook compare`, in the same words.
//
// A record is compared in a short form, which the page has of the book's record: each case is a list of its id, its baseline, the counts in debug,
// the counts in release, and the ratio of its time. Counts are seven numbers; a ratio is a verdict, with median, low and high where there are some.
// In the place of each may stand why there is none: "failed" or "not_measured".
(() => {
    "use strict";

    const yours = (window.yours ??= {});
    const COUNTS = [
        "allocations", "deallocations", "reallocations", "requested_bytes", "net_bytes", "peak_bytes", "end_bytes",
    ];
    yours.COUNTS = COUNTS;
    yours.VERDICTS = new Map([
        ["baseline", "baseline"], ["same", "the same"], ["slower", "slower"], ["faster", "faster"],
        ["slightly_slower", "slightly slower"], ["slightly_faster", "slightly faster"], ["cannot_tell", "can\u2019t tell"],
    ]);
    const word = (ratio) => yours.VERDICTS.get(ratio[0]);

    const isMeasured = Array.isArray;

    const cannotTell = (notMeasured, a, b, names) => {
        const reasons = [[a, names.a], [b, names.b]]
            .filter(([outcome]) => !isMeasured(outcome))
            .map(([outcome, side]) => `${outcome === "failed" ? "failed" : notMeasured} in ${side}`);
        return `can't tell: ${reasons.join(", ")}`;
    };

    const counts = (a, b, names) => {
        if (isMeasured(a) && isMeasured(b)) {
            const differing = COUNTS.filter((_, index) => a[index] !== b[index]);
            if (differing.length === 0) return "same";
            return `differs: ${differing.map((name) => `${name} ${a[COUNTS.indexOf(name)]} and ${b[COUNTS.indexOf(name)]}`).join(", ")}`;
        }
        if (a === "not_measured" && b === "not_measured") return "not counted";
        return cannotTell("not counted", a, b, names);
    };

    const ratios = ([, baselineA, , , a], [, baselineB, , , b], names) => {
        if (a === "not_measured" && b === "not_measured") return "not timed";
        if (!isMeasured(a) || !isMeasured(b)) return cannotTell("not timed", a, b, names);
        if (baselineA !== baselineB) return `can't tell: against ${baselineA} in ${names.a}, ${baselineB} in ${names.b}`;
        if (a.length === 1 || b.length === 1) {
            return a[0] === "baseline" && b[0] === "baseline" ? "same" : "can't tell: too few rounds";
        }
        const untold = [[a, names.a], [b, names.b]].filter(([ratio]) => ratio[0] === "cannot_tell").map(([, side]) => side);
        if (untold.length > 0) return `can't tell in ${untold.join(" and ")}`;
        const [, , lowA, highA] = a;
        const [, , lowB, highB] = b;
        // Two intervals that share a value are of one ratio, as far as these rounds say.
        const overlap = lowA <= highB && lowB <= highA;
        const both = `${word(a)} in ${names.a}, ${word(b)} in ${names.b}`;
        if (word(a) === word(b)) return overlap ? `same: ${word(a)}` : `same direction, another size: ${word(a)}`;
        return overlap ? `same within the intervals: ${both}` : `differs: ${both}`;
    };

    // The cases of both, those of the first in their order and then those that only the second has. Each with both sides, one of which may be missing,
    // and what is said of its counts in debug, of those in release, and of its time. `names` are what the two are called.
    yours.compare = (a, b, names = { a: "A", b: "B" }) => {
        const byId = (cases) => new Map(cases.map((one) => [one[0], one]));
        const [inA, inB] = [byId(a.cases), byId(b.cases)];
        return [...new Set([...inA.keys(), ...inB.keys()])].map((id) => {
            const [first, second] = [inA.get(id), inB.get(id)];
            if (!first || !second) {
                const only = `only in ${first ? names.a : names.b}`;
                return { id, a: first, b: second, debug: only, release: only, times: "can't tell" };
            }
            return {
                id, a: first, b: second,
                debug: counts(first[2], second[2], names),
                release: counts(first[3], second[3], names),
                times: ratios(first, second, names),
            };
        });
    };

    // What a sentence of the above amounts to: "same", "differs", "unknown", or "none" where neither record has a figure.
    yours.result = (sentence) => {
        if (sentence.startsWith("same")) return "same";
        if (sentence.startsWith("differs") || sentence.startsWith("only in")) return "differs";
        return sentence.startsWith("can't tell") ? "unknown" : "none";
    };
})();
