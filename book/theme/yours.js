// The reader's record beside the book's: takes the file, and shows the comparison below.
//
// The file is read by the browser and goes nowhere. All that is shown of it is set as text.
(() => {
    "use strict";

    const area = document.querySelector("main .yours");
    if (!area) return;
    const { yours } = window;
    const { element } = yours;
    const book = JSON.parse(area.querySelector("script").textContent);
    const [input, summary, result] = ["input", ".yours-summary", ".yours-result"].map((part) => area.querySelector(part));
    area.hidden = false;

    const provenance = (name, { rustc, cpu, date }) => `${name} was measured with ${rustc} on ${cpu}, ${date}.`;

    // Only where it leaves something, and leaves something out.
    const filterOf = (table) => {
        const settled = table.querySelectorAll(".settled").length;
        if (settled === 0 || settled === table.querySelectorAll("tbody").length) return [];
        const box = element("input", { type: "checkbox" });
        box.addEventListener("change", () => table.classList.toggle("unsettled-only", box.checked));
        return [element("p", {}, element("label", {}, box, " Show only cases that differ or cannot be told"))];
    };

    const show = ({ short, isChecked }) => {
        const rows = yours.compare(book, short, { a: "the book", b: "yours" });
        summary.textContent = yours.sentences(rows, isChecked);
        const table = yours.tableOf(rows);
        const note = element("p", { className: "note", textContent: `${provenance("The book\u2019s record", book)} ${provenance("Yours", short)}` });
        result.replaceChildren(note, ...filterOf(table), table);
    };

    let latest = 0;
    const take = async (files) => {
        const turn = (latest += 1);
        area.closest("details").open = true;
        result.replaceChildren();
        area.classList.remove("refused");
        try {
            if (files.length !== 1) throw new yours.Refused("Give one file at a time: the record.json of this experiment.");
            const read = await yours.read(files[0], book, `cargo workbook measure ${book.experiment}`);
            if (turn === latest) show(read);
        } catch (error) {
            if (turn !== latest) return;
            area.classList.add("refused");
            summary.textContent = error instanceof yours.Refused ? error.message : "The file cannot be compared; something in it is not as in a record.";
        }
    };

    input.addEventListener("change", () => { if (input.files.length > 0) take(input.files); });
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    const highlight = (isOver) => area.classList.toggle("over", isOver);
    document.addEventListener("dragover", (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        highlight(true);
    });
    document.addEventListener("dragleave", (event) => { if (event.relatedTarget === null) highlight(false); });
    document.addEventListener("drop", (event) => {
        highlight(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        input.value = "";
        take(event.dataTransfer.files);
        area.scrollIntoView({ block: "nearest" });
    });
})();
