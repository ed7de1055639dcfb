// Does the provenance of a figure open beside the figure, by click and by keyboard, and can the record be had?

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PAGE = "boxed-return.html";
const LINK = '.figures a[href="#provenance"]:visible';
const FIGURE = "main span[data-origin]:visible";

export async function provenance({ site, check, expect, visitor, open, unfold, violations, overflow }, paths) {
    const isOpen = (page) => page.evaluate(() => document.querySelector(".origin").matches(":popover-open"));
    const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

    // Opens the page, makes the popover open by what is done with the first trigger, and closes it by Escape.
    const opens = (name, selector, width, act, say = "") => check(`${PAGE}, ${width} px: ${name}`, async () => {
        const { context, page, errors } = await visitor(width < 600 ? "navy" : "light", width, { hasTouch: width < 600 });
        await open(page, PAGE);
        await page.evaluate(() => document.querySelector(".awaiting-prediction button")?.click());
        const trigger = await page.locator(selector).first().elementHandle();
        await trigger.scrollIntoViewIfNeeded();
        await act(page, trigger);
        expect(await isOpen(page), "no popover opens");
        expect(await isFocused(page.locator(".origin")), "the focus is not on the popover");
        const text = await page.locator(".origin").innerText();
        expect(text.includes("rustc ") && text.includes("record.json") && text.includes(say), `the popover says: ${text}`);
        const [at, beside] = [await page.locator(".origin").boundingBox(), await trigger.boundingBox()];
        const gap = Math.max(at.y - beside.y - beside.height, beside.y - at.y - at.height);
        expect(gap < 60, `it is ${gap} px from what opened it`);
        expect(at.x >= 0 && at.x + at.width <= width, "it is not within the window");
        const found = await violations(page);
        expect(found.length === 0, found.join("\n"));
        const wide = await overflow(page);
        expect(wide === "", wide);
        await page.keyboard.press("Escape");
        expect(!(await isOpen(page)), "Escape does not close it");
        expect(await trigger.evaluate((element) => element === document.activeElement), "the focus does not return");
        expect(page.url().endsWith(PAGE), `the address is ${page.url()}`);
        expect(errors.length === 0, errors.join("\n"));
        await context.close();
    });
    const enter = async (page, trigger) => {
        await trigger.focus();
        await page.keyboard.press("Enter");
    };
    for (const width of [320, 1280]) {
        await opens("a link opens the provenance beside it by click", LINK, width, (_, trigger) => trigger.click());
        await opens("a figure in a sentence tells its origin by click", FIGURE, width, (_, trigger) => trigger.click(), "release profile");
    }
    await opens("a figure in a sentence tells its origin by touch", FIGURE, 320, (_, trigger) => trigger.tap(), "release profile");
    await opens("a link opens the provenance by keyboard", LINK, 1280, enter);
    await opens("a figure in a sentence tells its origin by keyboard", `${FIGURE}[tabindex]`, 1280, enter, "arrow keys");

    await check(`${PAGE}: figures in sentences are few tab stops, the arrows reach the others and turn no page`, async () => {
        const { context, page } = await visitor("light", 1280);
        await open(page, PAGE);
        await unfold(page);
        const [figures, stops] = [await page.locator(FIGURE).count(), await page.locator(`${FIGURE}[tabindex]`).count()];
        // One a section, and one a block that folds.
        const parts = await page.locator("main h1, main h2, main h3, main details").count();
        expect(figures > 20 && stops > 1 && stops <= parts && stops * 2 < figures, `${stops} tab stops for ${figures} figures in ${parts} parts`);
        const stop = page.locator(`${FIGURE}[tabindex]`).nth(1);
        await stop.focus();
        const first = await stop.elementHandle();
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("ArrowRight");
        expect(page.url().endsWith(PAGE), "an arrow turned the page");
        const next = await page.evaluateHandle(() => document.activeElement);
        expect(await next.evaluate((element, first) => element !== first && element.matches("span[data-origin][tabindex]"), first), "no other figure has the focus");
        expect(await first.evaluate((element) => !element.hasAttribute("tabindex") && !element.hasAttribute("role")), "the old one is a tab stop still");
        await context.close();
    });
    await check(`${PAGE}: a second click closes the popover, and so does its button`, async () => {
        const { context, page } = await visitor("light", 1280);
        await open(page, PAGE);
        const figure = page.locator(FIGURE).first();
        await figure.click();
        await figure.click();
        expect(!(await isOpen(page)), "a second click leaves it open");
        await figure.click();
        await page.locator(".origin-close").click();
        expect(!(await isOpen(page)), "its button leaves it open");
        await context.close();
    });
    await check(`${PAGE}: without script the provenance is open where its links lead`, async () => {
        const { context, page } = await visitor("light", 320, { javaScriptEnabled: false });
        await open(page, PAGE);
        await page.locator(LINK).first().click();
        expect(page.url().endsWith("#provenance"), page.url());
        expect(await page.locator("#provenance dl").first().isVisible(), "the block is closed");
        await context.close();
    });
    for (const path of paths) {
        const links = [...readFileSync(join(site, path), "utf8").matchAll(/href="([^"]*records\/[^"]*\.json)"/g)];
        await check(`${path}: the files of its records are on the site`, () => {
            for (const [, link] of links) expect(existsSync(join(site, dirname(path), link)), `${link} is not there`);
        });
    }
}
