// Do the exercises stand at the end of each chapter and on their page, can a prediction among them be answered, and do the slides show one
// section at a time?
//
// The function takes the tools of check.js: `check`, `expect`, `visitor`, `open`, and `source`, which reads a page of the site.

export async function exercises(tools, paths) {
    const { check, expect, visitor, open, source } = tools;
    const chapters = paths.filter((path) => source(path).includes('<details class="exercise"') && path !== "teaching.html");
    await check("chapters have exercises", () => expect(chapters.length >= 16, `only ${chapters.length} pages have some`));
    const { context, page } = await visitor("light", 1280);
    for (const path of chapters) {
        await check(`${path}: its exercises are folded, and have a task and a command`, async () => {
            await open(page, path);
            const all = page.locator("main details.exercise");
            expect(await all.count() >= 2, `only ${await all.count()}`);
            for (let index = 0; index < await all.count(); index += 1) {
                const one = all.nth(index);
                expect(!(await one.locator("> p").first().isVisible()), "its task shows unasked");
                await one.locator("> summary").click();
                expect(await one.locator("> p").first().isVisible(), "its task does not show");
                expect((await one.innerText()).includes("cargo workbook exercise "), "there is no command");
                const isPrediction = await one.locator("form.prediction").count() > 0;
                expect(isPrediction || (await one.innerText()).includes("The budget:"), "there is neither a question nor a budget");
            }
        });
    }
    const asking = chapters.find((path) => /<details class="exercise"(?:(?!<\/summary>)[^])*<\/summary>[^]*?data-name="exercise-/.test(source(path)));
    await check(`${asking}: a prediction of an exercise is answered on the page, and withholds nothing of it`, async () => {
        await open(page, `${asking}#exercises`);
        const exercise = page.locator("main details.exercise:has(form.prediction)").first();
        await exercise.locator("> summary").click();
        const form = exercise.locator("form.prediction").first();
        expect(!(await form.locator("details").isVisible()), "the answer shows before it is committed");
        const right = Number(await form.getAttribute("data-answer"));
        const wrong = right === 0 ? 1 : 0;
        await form.locator("input").nth(wrong).check();
        await form.locator("[type=submit]").click();
        expect((await form.locator("[role=status]").innerText()).startsWith("No"), "a wrong answer is not refused");
        expect(await form.locator("details p").nth(1).isVisible(), "nothing explains it");
        await form.getByRole("button", { name: "Try again" }).click();
        await form.locator("input").nth(right).check();
        await form.locator("[type=submit]").click();
        expect((await form.locator("[role=status]").innerText()).startsWith("Yes"), "the right answer is refused");
        expect(await page.locator("main .withheld").count() === 0, "it withholds something");
    });
    await check("exercises.html: every exercise of the chapters is there, open", async () => {
        await open(page, "exercises.html");
        const names = (html) => [...html.matchAll(/id="(exercise-[a-z0-9&#;-]+)"/g)].map(([, id]) => id);
        const ofChapters = chapters.flatMap((path) => names(source(path))).sort();
        const ofPage = names(source("exercises.html")).sort();
        expect(ofChapters.length >= 30, `the chapters have ${ofChapters.length}`);
        expect(JSON.stringify(ofChapters) === JSON.stringify(ofPage), `${ofChapters.length} in the chapters, ${ofPage.length} there`);
        expect(await page.locator("section.exercise").last().locator("p").last().isVisible(), "the last one does not show");
    });
    await check("exercises.html on paper: choices to tick, and no answer", async () => {
        await page.emulateMedia({ media: "print" });
        const form = page.locator("form.prediction").first();
        expect(await form.locator("label").first().isVisible(), "there is nothing to tick");
        expect(!(await form.locator("details").isVisible()), "the answer is printed");
        expect(!(await form.getByRole("button", { name: "Commit" }).isVisible()), "a button is printed");
        await page.emulateMedia({ media: "screen" });
    });
    await check("growing-vec.html: slides show one section at a time, without its prose", async () => {
        await open(page, "growing-vec.html#what-to-take");
        const toggle = page.getByRole("button", { name: "Slides" });
        expect(!(await toggle.isVisible()), "there are slides without class mode");
        const sections = await page.locator("main h2:visible").count();
        await page.getByRole("button", { name: "Class mode" }).click();
        await toggle.click();
        const headings = () => page.locator("main h2:visible").allInnerTexts();
        expect((await headings()).length === 0 && await page.locator("main .answer").isVisible(), "the first slide is not the answer");
        await page.keyboard.press("PageDown");
        const second = await headings();
        expect(second.length === 1, `the second slide has the headings ${second}`);
        expect(await page.locator("main > p:visible:not(.prediction-tools)").count() === 0, "prose shows");
        await page.keyboard.press("PageDown");
        const third = await headings();
        expect(third.length === 1 && third[0] !== second[0], "Page Down does not go on");
        await page.keyboard.press("PageUp");
        expect((await headings())[0] === second[0], "Page Up does not go back");
        await page.getByRole("button", { name: "Class mode" }).click();
        expect(await page.locator("main h2:visible").count() === sections, "something stays hidden after class mode");
    });
    await context.close();
}
