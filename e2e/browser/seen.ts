// What somebody finds on a page who has no mouse, a small screen or large letters: measured in the page itself, and given back as sentences, each
// a thing that is wrong. An empty list: nothing is.

import type { Page } from 'playwright-core';

/** Functions that every measurement below begins with. They run in the page, whose names this program does not know: hence text. */
const INSIDE = String.raw`
  const name = (element) => {
    const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
    const text = (element.getAttribute('aria-label') ?? element.innerText ?? element.value ?? '').trim().replace(/\s+/g, ' ');
    const place = element.closest('section, nav, header, aside, dialog, main');
    const within = place?.getAttribute('aria-label') ?? place?.querySelector('h1, h2, h3')?.innerText ?? place?.tagName.toLowerCase();
    return role + ' “' + text.slice(0, 60) + '” in “' + (within ?? '').trim().slice(0, 40) + '”';
  };
  // Said aloud and not shown, on purpose.
  const unseen = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.clipPath === 'inset(50%)' || style.opacity === '0' || one.inert) return true;
      if (style.position === 'absolute' && one.offsetWidth <= 1 && one.offsetHeight <= 1) return true;
    }
    return !element.checkVisibility({ visibilityProperty: true });
  };
  const scrolls = (element, axis) => {
    for (let one = element.parentElement; one !== null && one !== document.body; one = one.parentElement) {
      const overflow = getComputedStyle(one)['overflow' + axis];
      if (overflow === 'auto' || overflow === 'scroll') return true;
    }
    return false;
  };
`;

function inside<T>(page: Page, script: string): Promise<T> {
  return page.evaluate<T>(`(() => { ${INSIDE} ${script} })()`);
}

/** What is cut off, lies outside the screen, or lies upon something else, at the width that the page has now. */
export function cutOff(page: Page): Promise<string[]> {
  return inside(
    page,
    String.raw`
    document.activeElement?.blur();
    const found = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) {
      const out = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !unseen(one) && !scrolls(one, 'X'));
      found.push('the page is ' + wide + ' px wide on a screen of ' + innerWidth + ', for ' + (out.length === 0 ? 'what is not seen' : name(out.at(-1))));
    }
    const boxes = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const element = node.parentElement;
      if (node.data.trim() === '' || /^(SCRIPT|STYLE|NOSCRIPT|TITLE|OPTION)$/i.test(element.tagName) || unseen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const shown = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      if (shown.length === 0) continue;
      for (const { left, right } of shown)
        if ((left < -1 || right > innerWidth + 1) && !scrolls(element, 'X')) {
          found.push('outside the screen: ' + name(element));
          break;
        }
      // A part that holds its text back.
      for (let one = element; one !== null && one !== document.body; one = one.parentElement) {
        const style = getComputedStyle(one);
        if (style.overflowX === 'auto' || style.overflowX === 'scroll' || style.overflowY === 'auto' || style.overflowY === 'scroll') break;
        const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
        const box = one.getBoundingClientRect();
        const cutX = cuts(style.overflowX) && shown.some(({ left, right }) => left < box.left - 1 || right > box.right + 1);
        const cutY = cuts(style.overflowY) && shown.some(({ top, bottom }) => top < box.top - 4 || bottom > box.bottom + 4);
        if ((cutX || cutY) && one.closest('[title]') === null) {
          found.push('cut off: ' + name(element));
          break;
        }
      }
      if (element.closest('svg') === null) for (const rect of shown) boxes.push({ element, node, rect });
    }
    boxes.sort((a, b) => a.rect.top - b.rect.top);
    const upon = new Set();
    const fixed = (element) => {
      for (let one = element; one !== null; one = one.parentElement)
        if (/^(fixed|sticky)$/.test(getComputedStyle(one).position)) return true;
      return false;
    };
    for (let a = 0; a < boxes.length; a++)
      for (let b = a + 1; b < boxes.length && boxes[b].rect.top < boxes[a].rect.bottom; b++) {
        const [one, other] = [boxes[a], boxes[b]];
        if (one.node === other.node || one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        const lower = Math.min(one.rect.height, other.rect.height);
        if (across < 2 || down < lower * 0.45 || fixed(one.element) !== fixed(other.element)) continue;
        upon.add(name(one.element) + ' lies upon ' + name(other.element));
      }
    return [...new Set([...found, ...upon])];`,
  );
}

/** How a page with WCAG 1.4.12’s spacing of text looks; undoes itself with `off`. A sheet that the policy of the page need not allow. */
export async function spaced(page: Page, on: boolean): Promise<void> {
  await page.evaluate(`(() => {
    if (!${String(on)}) { document.adoptedStyleSheets = []; return; }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [sheet];
  })()`);
}

/** Goes once through the whole page by the Tab key. What cannot be reached, holds the focus, hides it, or does not show that it has it. */
export async function byKeyboard(page: Page): Promise<string[]> {
  await inside(
    page,
    String.raw`
    const can = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"], audio[controls], video[controls]';
    const elements = [...document.querySelectorAll(can)].filter((element) => {
      if (element.tabIndex < 0 || element.disabled || element.closest('[inert]') !== null || element.type === 'hidden') return false;
      if (!element.checkVisibility({ visibilityProperty: true })) return false;
      const folded = element.closest('details:not([open])');
      return folded === null || element === folded.querySelector('summary');
    });
    // Of radio buttons of one name the Tab key reaches one.
    const radios = new Set();
    globalThis.parleyTabs = elements.filter((element) => {
      if (element.type !== 'radio') return true;
      const group = [...document.querySelectorAll('input[type=radio]')].filter((one) => one.name === element.name && one.form === element.form);
      if (radios.has(element.name)) return false;
      radios.add(element.name);
      element.parleyGroup = group;
      return true;
    });
    globalThis.parleySeen = new Set();
    globalThis.parleyLast = null;
`,
  );
  const found: string[] = [];
  const most = 60 + (await page.evaluate<number>('parleyTabs.length')) * 8;
  let stops = 0;
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab');
    const step = await inside<{ end?: true; again?: true; wrong?: string }>(
      page,
      String.raw`
      const element = document.activeElement;
      // A field of a date has a stop for each of its parts.
      if (element === parleyLast && element.tagName === 'INPUT') return { again: true };
      globalThis.parleyLast = element;
      if (element === null || element === document.body || parleySeen.has(element)) return { end: true };
      const first = parleySeen.size === 0;
      parleySeen.add(element);
      for (const one of element.type === 'radio' ? document.querySelectorAll('input[type=radio]') : []) if (one.name === element.name) parleySeen.add(one);
      const wrong = [];
      if (first && element.getAttribute('href') !== '#main') wrong.push('comes before the way past the menu');
      const shows = (one) => {
        if (one === null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || (boxShadow !== 'none' && boxShadow !== '');
      };
      // What is drawn in its place: a box beside a check box, the field around an input.
      const near = [element, element.parentElement, element.nextElementSibling, element.previousElementSibling];
      const field = getComputedStyle(element).borderColor !== 'rgb(0, 0, 0)' && /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
      if (!near.some(shows) && !field) wrong.push('does not show that it has the focus');
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width > 1 && height > 1) {
        if (top + height < 1 || left + width < 1 || top > innerHeight - 1 || left > innerWidth - 1) wrong.push('has the focus outside the screen');
        else {
          // Not wholly hidden (WCAG 2.4.11): some of nine places of it are seen.
          let seen = false;
          for (const across of [0.1, 0.5, 0.9])
            for (const down of [0.15, 0.5, 0.85]) {
              const at = document.elementFromPoint(left + width * across, top + height * down);
              seen ||= at !== null && (element.contains(at) || at.contains(element) || at.closest('label')?.control === element);
            }
          if (!seen) wrong.push('has the focus and lies below something else');
        }
      }
      return wrong.length === 0 ? {} : { wrong: name(element) + ' ' + wrong.join(', ') };`,
    );
    if (step.wrong !== undefined) found.push(step.wrong);
    if (step.end === true) break;
    if (step.again === true && stops++ > 12) return [...found, 'the Tab key does not come out of a field'];
    if (step.again !== true) stops = 0;
    if (pressed === most - 1) found.push('the Tab key does not come to the end of the page');
  }
  const missed = await inside<string[]>(
    page,
    'return parleyTabs.filter((element) => element.isConnected && !parleySeen.has(element) && element.checkVisibility({ visibilityProperty: true })).map(name);',
  );
  return [...found, ...missed.map((what) => `${what} is not reached by the Tab key`)];
}

/** What moves, though the reader asked for stillness. */
export function moving(page: Page): Promise<string[]> {
  return inside(
    page,
    String.raw`
    return document.getAnimations()
      .filter((one) => one.playState === 'running' && (one.effect.getComputedTiming().endTime > 50))
      .map((one) => name(one.effect.target) + ' moves: ' + (one.animationName ?? one.transitionProperty));`,
  );
}

/** Before a page is opened: whatever moves on it of itself is kept count of. */
export const WATCH_SHIFTS = `
  globalThis.parleyShifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, startTime, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      const moved = sources.filter(({ node }) => node !== null).map(({ node, previousRect, currentRect }) => {
        const element = node.nodeType === 1 ? node : node.parentElement;
        const text = (element.innerText ?? '').trim().replace(/\\s+/g, ' ').slice(0, 50);
        const place = (r) => [r.x, r.y, r.width, r.height].map(Math.round).join(' ');
        return element.tagName.toLowerCase() + '.' + element.className + ' “' + text + '” from ' + place(previousRect) + ' to ' + place(currentRect);
      });
      parleyShifts.push({ value, at: Math.round(startTime), moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** How much of the screen moved by itself since the page was opened (Cumulative Layout Shift, all of it), and what. */
export async function shifted(page: Page): Promise<{ sum: number; what: string[] }> {
  const shifts = await page.evaluate<{ value: number; at: number; moved: string[] }[]>('parleyShifts');
  return {
    sum: shifts.reduce((sum, { value }) => sum + value, 0),
    what: shifts.map(({ value, at, moved }) => `${value.toFixed(4)} at ${at} ms: ${moved.join('; ')}`),
  };
}
