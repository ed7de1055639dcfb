// Does the box in which a reader's own Go is analysed say what the command says, refuse what it cannot analyse, and name the command where the model
// for browsers is missing?

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PAGE = "escape-analysis.html";
const TYPED = `package your

import "fmt"

type node struct {
	next  *node
	value int
}

var kept *node

func keep(n *node) { kept = n }

func typed(count int) *int {
	var last *node
	for i := 0; i < count; i++ {
		last = &node{last, i}
	}
	keep(last)
	é := count
	fmt.Println(é, "<b>")
	return &é
}
`;
const PAYLOAD = "package your\n\nvar x = <img src=x onerror=alert(1)>\n";

export async function analyser({ site, root, check, expect, visitor, open, violations, overflow, screenshot }) {
    const hasModel = existsSync(join(site, "records/escape-model.js"));
    if (!hasModel) {
        console.log("SKIPPED: the box of escape-analysis.html: the book was built without the model for browsers; scripts/build-wasm makes it");
        await check(`${PAGE}: without the model for browsers the box names the command, and there is no form`, async () => {
            expect(!process.env.CI, "in CI the model has to be there");
            const { context, page } = await visitor("light", 1280);
            await open(page, PAGE);
            expect((await page.locator(".analyser").innerText()).includes("cargo workbook escape FILE.go"), "it doesn't");
            expect(await page.locator(".analyser form").count() === 0, "there is a form");
            await context.close();
        });
        return;
    }

    // What the command prints of a text, its error included.
    const command = (text, release, ...options) => {
        const directory = mkdtempSync(join(tmpdir(), "analyser-"));
        try {
            writeFileSync(join(directory, "your.go"), text);
            const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/workbook");
            return execFileSync(program, ["escape", join(directory, "your.go"), "--go", release, ...options], { encoding: "utf8", cwd: root, stdio: ["ignore", "pipe", "pipe"] });
        } catch (error) {
            return error.stderr;
        } finally {
            rmSync(directory, { recursive: true });
        }
    };
    const answered = async (page, text, release) => {
        if (text !== undefined) await page.locator(".analyser textarea").fill(text);
        if (release !== undefined) await page.locator(".analyser select").selectOption(release);
        await page.getByRole("button", { name: "Analyse" }).click();
        await page.waitForFunction(() => !document.querySelector(".analyser button[type=submit]").disabled && document.querySelector(".analyser-summary").textContent !== "");
        return page.locator(".analyser-summary").innerText();
    };
    const withPage = (name, body, settings) => check(`${PAGE}: ${name}`, async () => {
        const { context, page, errors } = await visitor("light", 1280, settings);
        await open(page, PAGE);
        await body(page, errors);
        expect(errors.length === 0, errors.join("\n"));
        await context.close();
    });

    for (const [theme, width] of [["light", 1280], ["navy", 390], ["navy", 320]]) {
        await check(`${PAGE}, ${theme}, ${width} px: a typed function is analysed, with no violation, and the model is loaded when it is asked for`, async () => {
            const { context, page, errors } = await visitor(theme, width);
            const loaded = [];
            page.on("request", (request) => { if (request.url().includes("escape-model")) loaded.push(request.url()); });
            await open(page, PAGE);
            expect(loaded.length === 0, "the model is loaded unasked");
            await answered(page, TYPED, "1.27");
            await answered(page);
            expect(loaded.length === 1, `the model is loaded ${loaded.length} times`);
            await page.locator(".analyser-lines button").first().click();
            const found = await violations(page);
            expect(found.length === 0, found.join("\n"));
            const wide = await overflow(page);
            expect(wide === "", wide);
            await screenshot(page, `analyser-${theme}-${width}`);
            expect(errors.length === 0, errors.join("\n"));
            await context.close();
        });
    }
    await withPage("each release gives the lines that the command gives, and a line says why as the command does", async (page) => {
        for (const release of await page.locator(".analyser option").allInnerTexts()) {
            await answered(page, TYPED, release);
            const lines = (await page.locator(".analyser-lines > li").evaluateAll((items) => items.map((item) => item.firstChild.textContent))).join("\n");
            const expected = command(TYPED, release).trim();
            expect(lines === expected && lines.includes("moved to heap: é"), `Go ${release}: the command says\n${expected}\nthe page says\n${lines}`);
        }
        const why = page.locator(".analyser-lines button", { hasText: "moved to heap: é" });
        await why.click();
        expect(await why.getAttribute("aria-expanded") === "true", "it is not said that the reason shows");
        const shown = await page.locator(".analyser-lines pre:visible").innerText();
        const line = TYPED.split("\n").indexOf("\té := count") + 1;
        const explained = command(TYPED, "1.27", "--why", String(line));
        expect(shown.split("\n").length > 2 && explained.includes(shown.trim()), `the command says\n${explained}\nthe page says\n${shown}`);
        const selected = () => page.locator(".analyser textarea").evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
        await page.waitForFunction(() => {
            const { selectionStart, selectionEnd } = document.querySelector(".analyser textarea");
            return selectionStart !== selectionEnd;
        }, undefined, { timeout: 2_000 }).catch(() => expect(false, "nothing is selected"));
        expect(await selected() === "\té := count", `selected is ${await selected()}`);
    });
    await withPage("the example that stands there is analysed", async (page) => {
        const said = await answered(page);
        expect(/^One line, as Go 1\.27 prints it/.test(said), said);
        expect((await page.locator(".analyser-lines").innerText()).includes("moved to heap: high"), "nothing is moved");
    });
    await withPage("damaged source is an error with the place, the one that the command gives", async (page) => {
        for (const text of ["package your\n\nfunc f( {\n}\n", "package your\n\nfunc f[T any](x T) T { return x }\n", "", PAYLOAD]) {
            const said = await answered(page, text, "1.27");
            expect(said.startsWith("./your.go") && command(text, "1.27").includes(said), `${said}\n${command(text, "1.27")}`);
            expect(await page.locator(".analyser-lines > li").count() === 0, "lines show");
        }
        expect(await page.locator(".analyser img").count() === 0, "the text became markup");
    });
    await withPage("what never ends is refused, and the page answers meanwhile", async (page) => {
        const nested = "func() {".repeat(125_000);
        expect((await answered(page, `package your\n\nvar x = ${nested}`)).includes("are more than the"), "a megabyte is not refused");
        const deep = await answered(page, `package your\n\nvar x = ${"func() {".repeat(11_000)}`);
        expect(deep.startsWith("./your.go:3:") && deep.includes("nested deeper"), deep);
        expect((await answered(page, TYPED)).includes("as Go"), "nothing is analysed after it");
    });
    await check(`${PAGE}: without the file of the model the box names the command`, async () => {
        const { context, page } = await visitor("light", 1280);
        await page.route("**/escape-model.js", (route) => route.abort());
        await open(page, PAGE);
        const said = await answered(page);
        expect(said.includes("could not be loaded") && said.includes("cargo workbook escape FILE.go"), said);
        await page.unroute("**/escape-model.js");
        expect((await answered(page)).includes("as Go"), "it is not loaded when it is there again");
        await context.close();
    });
    await check(`${PAGE}: a page that was opened from a disk analyses, too`, async () => {
        const { context, page } = await visitor("light", 1280);
        await page.goto(`${pathToFileURL(join(site, PAGE))}`);
        const said = await answered(page, TYPED);
        expect(said.includes("as Go"), said);
        await context.close();
    });
    await withPage("without script the box names the command, and has no form", async (page) => {
        expect((await page.locator(".analyser").innerText()).includes("cargo workbook escape FILE.go"), "it doesn't");
        expect(!(await page.locator(".analyser form").isVisible()), "there is a form");
    }, { javaScriptEnabled: false });
}
