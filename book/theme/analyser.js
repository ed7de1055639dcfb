// The reader's own Go, analysed by the model of Go's escape analysis, which is compiled for browsers.
//
// The model is loaded when it is first asked for, and runs in a worker of its own for each answer, so that no text can hold up the page. All that is
// shown of the text and of the answer is set as text.
(() => {
    "use strict";

    const area = document.querySelector("main .analyser");
    const form = area?.querySelector("form");
    if (!form) return;
    const [source, release, submit] = ["textarea", "select", "button"].map((part) => form.querySelector(part));
    const [summary, list] = [".analyser-summary", ".analyser-lines"].map((part) => area.querySelector(part));
    const COMMAND = "In a terminal, cargo workbook escape FILE.go does the same.";
    // The most bytes of a request, which is said before anything is done with it; and the longest that an answer may take.
    const MOST = 100_000;
    const SECONDS = 10;
    area.querySelector(".analyser-instead").hidden = true;
    form.hidden = false;

    // Opened from a disk, a page may load scripts only.
    let loaded;
    const load = () => loaded ??= new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = "records/escape-model.js";
        script.addEventListener("load", () => done(Uint8Array.from(atob(window.escapeModel), (digit) => digit.charCodeAt(0))));
        script.addEventListener("error", () => {
            loaded = undefined;
            script.remove();
            failed(new Error(`The model could not be loaded. ${COMMAND}`));
        });
        document.head.append(script);
    });

    // Becomes the text of the worker, so it uses nothing from around it.
    const work = () => {
        self.addEventListener("message", async ({ data: { model, request } }) => {
            try {
                const { instance: { exports } } = await WebAssembly.instantiate(model);
                const bytes = new TextEncoder().encode(request);
                const at = exports.request(bytes.length);
                new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
                const length = exports.analyse();
                const answer = new Uint8Array(exports.memory.buffer, exports.result(), length);
                self.postMessage(JSON.parse(new TextDecoder().decode(answer)));
            } catch (error) {
                const what = error instanceof RangeError ? "it is nested too deeply for a browser" : String(error);
                self.postMessage({ error: `your.go: ${what}` });
            }
        });
    };
    let address;
    const start = () => {
        address ??= URL.createObjectURL(new Blob([`(${work})();`], { type: "text/javascript" }));
        return new Worker(address);
    };

    let running;
    const stop = () => {
        running?.worker.terminate();
        clearTimeout(running?.timer);
        running = undefined;
    };
    const ask = (model, request) => new Promise((done, failed) => {
        stop();
        const worker = start();
        const end = (then, value) => { stop(); then(value); };
        const late = () => end(failed, new Error(`No answer within ${SECONDS} seconds. ${COMMAND}`));
        running = { worker, timer: setTimeout(late, 1000 * SECONDS) };
        worker.addEventListener("message", ({ data }) => end(done, data));
        worker.addEventListener("error", () => end(failed, new Error(`This browser cannot run the model. ${COMMAND}`)));
        worker.postMessage({ model, request });
    });

    const element = (name, properties, ...children) => {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    };
    const select = (line) => {
        const lines = source.value.split("\n");
        const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
        source.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    };
    const item = ({ line, text, why }, number) => {
        if (why.length === 0) return element("li", {}, element("span", { textContent: text }));
        const shown = element("pre", { id: `analyser-why-${number}`, hidden: true, textContent: why.join("\n") });
        const button = element("button", { type: "button", textContent: text });
        button.setAttribute("aria-expanded", "false");
        button.setAttribute("aria-controls", shown.id);
        button.addEventListener("click", () => {
            shown.hidden = !shown.hidden;
            button.setAttribute("aria-expanded", String(!shown.hidden));
            // When a press of the mouse ends, the browser may take a selection back that was made during it.
            setTimeout(() => select(line));
        });
        return element("li", {}, button, shown);
    };
    const refuse = (what) => {
        area.classList.add("refused");
        summary.textContent = what;
    };
    const show = ({ error, lines, assumed }) => {
        if (error !== undefined) {
            refuse(error);
            return;
        }
        const known = assumed.length === 0 ? "" : ` Taken to leak everything, since nothing is known of them: ${assumed.join(", ")}.`;
        const count = lines.length === 0 ? "Nothing is reported: all of it stays in the frame." : lines.length === 1 ? `One line, as Go ${release.value} prints it.` : `${lines.length} lines, as Go ${release.value} prints them.`;
        summary.textContent = count + known;
        list.replaceChildren(...lines.map(item));
    };

    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        area.classList.remove("refused");
        list.replaceChildren();
        const bytes = new TextEncoder().encode(source.value).length;
        if (bytes > MOST) {
            refuse(`${bytes} bytes of Go are more than the ${MOST} that are analysed here. ${COMMAND}`);
            return;
        }
        submit.disabled = true;
        summary.textContent = "Analysing \u2026";
        try {
            const request = JSON.stringify({ release: release.value, files: [["./your.go", source.value]] });
            show(await ask(await load(), request));
        } catch (error) {
            refuse(error.message);
        } finally {
            submit.disabled = false;
        }
    });
})();
