// Is a reader's file a record of this experiment? If it is not, a whole sentence says what it is instead.
//
// A file is text of somebody else: what is taken from it is checked here, and shown as text only.
(() => {
    "use strict";

    const yours = (window.yours ??= {});
    const MOST_BYTES = 4 * 1024 * 1024;
    const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

    class Refused extends Error {}
    yours.Refused = Refused;
    const refuse = (sentence) => { throw new Refused(sentence); };

    // A value of the file in a sentence: short, whatever is in the file.
    const shown = (value) => {
        const text = value === undefined ? "missing" : JSON.stringify(value);
        return text.length > 60 ? `${text.slice(0, 60)}\u2026` : text;
    };

    const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

    const parse = (text, remedy) => {
        try {
            return JSON.parse(text);
        } catch {
            const outside = text.replace(TEXT, "");
            const count = (brackets) => outside.split(brackets).length - 1;
            const isUnfinished = /^\s*\{/.test(text) && (outside.includes('"') || count(/[[{]/) > count(/[\]}]/));
            refuse(isUnfinished
                ? `The file ends before it is complete. Copy it again, or ${remedy}.`
                : "The file is not JSON, so it is no record.");
        }
    };

    // The figure of an outcome in its short form.
    const outcome = (value, place, short) => {
        const kinds = isObject(value) ? Object.keys(value) : [];
        if (kinds.length === 1 && kinds[0] === "measured") return short(value.measured, `${place}.measured`);
        if (kinds.length === 1 && ["failed", "not_measured"].includes(kinds[0]) && typeof value[kinds[0]] === "string") return kinds[0];
        return refuse(`The field ${place} is ${shown(value)}, and neither a figure nor why there is none.`);
    };
    // Whole numbers up to 2 to the power of 53 are exact in a browser.
    const number = (value, place) => (Number.isSafeInteger(value) ? value : refuse(`The number ${place} is ${shown(value)}, and not a whole number.`));
    const counts = (exact, place) => yours.COUNTS.map((name) => number(exact?.[name], `${place}.${name}`));
    const ratio = (time, place) => {
        const { verdict, times } = isObject(time?.ratio) ? time.ratio : {};
        if (!yours.VERDICTS.has(verdict)) refuse(`The field ${place}.ratio.verdict is ${shown(verdict)}, and no verdict.`);
        if (times === null) return [verdict];
        const at = `${place}.ratio.times`;
        return [verdict, number(times?.median, `${at}.median`), ...[0, 1].map((end) => number(times?.interval?.[end], `${at}.interval[${end}]`))];
    };
    const text = (value, place) => (typeof value === "string" ? value : refuse(`The field ${place} is ${shown(value)}, and not a text.`));

    // The short form of a whole record, as the page has it of the book's; what is missing for it is refused.
    yours.short = (record) => {
        if (!Array.isArray(record.body?.cases)) refuse("The field body.cases is not a list, so the file has no case to compare.");
        const cases = record.body.cases.map((one, index) => {
            const place = `body.cases[${index}]`;
            const size = one?.size === null ? "" : `/${number(one?.size, `${place}.size`)}`;
            return [
                text(one.variant, `${place}.variant`) + size,
                text(one.baseline, `${place}.baseline`),
                outcome(one.debug, `${place}.debug`, counts),
                outcome(one.release, `${place}.release`, counts),
                outcome(one.time, `${place}.time`, ratio),
            ];
        });
        const ids = cases.map(([id]) => id);
        const twice = ids.find((id, index) => ids.indexOf(id) !== index);
        if (twice !== undefined) refuse(`The case ${shown(twice)} is in the file twice.`);
        const { schema, kind, experiment, provenance } = record;
        const rustc = text(provenance?.rustc, "provenance.rustc").split("\n")[0];
        return { schema, kind, experiment, rustc, cpu: text(provenance.cpu, "provenance.cpu"), date: text(provenance.date, "provenance.date"), cases };
    };

    // Whether the seal is that of the content: the digest of the text without the blanks between its parts and without the seal. `null` where the
    // browser has no digest.
    const isSealed = async (text, remedy) => {
        const dense = text.replace(new RegExp(`(${TEXT.source})|\\s+`, "g"), "$1");
        const [end, seal] = /,"seal":"sha256:([0-9a-f]{64})"\}$/.exec(dense) ?? refuse(`The file has no seal at its end. Copy it again, or ${remedy}.`);
        if (!globalThis.crypto?.subtle) return null;
        const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${dense.slice(0, -end.length)}}`));
        return seal === [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };

    // Reads a file, given the book's record in its short form and the command that makes the reader's. Gives the short form and whether the seal was checked.
    yours.read = async (file, book, command) => {
        const remedy = `measure again with \`${command}\``;
        if (file.size > MOST_BYTES) refuse("The file is larger than 4 MiB, and no record is.");
        const bytes = await file.arrayBuffer().catch(() => refuse("The file cannot be read; it may be a directory."));
        let text;
        try {
            text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
        } catch {
            refuse("The file is not text in UTF-8, so it is no record.");
        }
        const record = parse(text, remedy);
        if (!isObject(record) || record.schema === undefined) refuse("The file is JSON, and it is no record.");
        if (record.kind !== book.kind) refuse(`The file is of the kind ${shown(record.kind)}, and only a ${shown(book.kind)} can be compared.`);
        if (record.schema !== book.schema) {
            refuse(`The schema number of the file is ${shown(record.schema)}, and this page reads ${book.schema}. Open the book of the version that wrote the file, or ${remedy}.`);
        }
        if (record.experiment !== book.experiment) {
            refuse(`The file is the record of another experiment, ${shown(record.experiment)}, and this page is about ${shown(book.experiment)}.`);
        }
        const short = yours.short(record);
        const sealed = await isSealed(text, remedy);
        if (sealed === false) refuse(`The seal of the file does not fit its content, so it was changed after it was measured. Restore it, or ${remedy}.`);
        return { short, isChecked: sealed === true };
    };
})();
