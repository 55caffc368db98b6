// What may be arriving and is taken back or reworded all the same, in both languages.

import { expect } from './world';
import { WHY, breakOff, choose, hold, once, reword, stands, test } from './world/unsent';

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('what was taken back too late is told, and can be deleted there', async ({
      gateway,
      buyer,
      work,
    }) => {
      const screen = await work();
      const { outbox } = screen.words;
      let release = hold(gateway, 'Too soon');
      await screen.answer('Too soon');
      await stands(screen.outbox, 'sending');
      await expect(screen.outbox).toContainText(outbox.sending);
      await choose(screen.outbox, outbox.takeBack);
      await expect(screen.outbox).toContainText(outbox.takingBack);
      release('passes');
      await stands(screen.outbox, 'sent');
      await expect(screen.outbox).toContainText(outbox.tooLate);
      expect(await buyer.answers()).toEqual(['Too soon']);
      await choose(screen.outbox, outbox.deleteThere);
      await expect(screen.toasts).toContainText(outbox.deleting);
      await expect.poll(() => buyer.answers()).not.toContain('Too soon');
      await expect(screen.outbox).toHaveCount(0);
      await expect(screen.said('Too soon')).toHaveCount(0);

      release = hold(gateway, 'Never mind');
      await screen.answer('Never mind');
      await choose(screen.outbox, outbox.takeBack);
      await expect(screen.outbox).toContainText(outbox.takingBack);
      release('passes');
      await expect(screen.outbox).toContainText(outbox.tooLate);
      await choose(screen.outbox, outbox.allRight);
      await expect(screen.outbox).toHaveCount(0);
      expect(await buyer.answers()).toContain('Never mind');
      await expect(screen.said('Never mind')).toHaveCount(1);
    });

    test('new words for what is leaving replace what did not arrive', async ({
      gateway,
      buyer,
      work,
    }) => {
      const screen = await work();
      const { outbox } = screen.words;
      const release = hold(gateway, '0171');
      gateway.refuse = (said) => (said.includes('0171') ? WHY : null);
      await screen.answer('Call me: 0171 555');
      await stands(screen.outbox, 'sending');
      await reword(screen, screen.outbox, 'Write to me here.');
      await expect(screen.outbox).toContainText(outbox.rewording);
      await expect(screen.outbox).toContainText('Call me: 0171 555');
      await expect(screen.outbox).toContainText('Write to me here.');
      // Once more: the field begins with the words that were wanted last, and has the keys.
      await choose(screen.outbox, outbox.edit);
      const field = screen.page.getByRole('textbox', {
        name: outbox.editLabel,
        exact: true,
      });
      await expect(field).toBeFocused();
      await expect(field).toHaveValue('Write to me here.');
      await field.press('Escape');
      await expect(field).toHaveCount(0);
      await choose(screen.outbox, outbox.edit);
      await field.fill('Write to me here, please.');
      await field.press('Control+Enter');
      await expect(screen.outbox).toContainText('Write to me here, please.');
      expect(await buyer.answers()).toEqual([]);
      release('passes');
      await expect.poll(() => buyer.answers()).toEqual(['Write to me here, please.']);
      await expect(screen.outbox).toHaveCount(0);
      await expect(screen.said('Write to me here, please.')).toHaveCount(1);
    });

    test('a wish to take back is granted for what did not arrive', async ({
      gateway,
      buyer,
      work,
    }) => {
      const screen = await work();
      const { outbox } = screen.words;
      const release = hold(gateway, '0171');
      gateway.refuse = (said) => (said.includes('0171') ? WHY : null);
      await screen.answer('Call me: 0171 555');
      await choose(screen.outbox, outbox.takeBack);
      await expect(screen.outbox).toContainText(outbox.takingBack);
      release('passes');
      await expect(screen.outbox).toHaveCount(0);
      await expect(screen.reply).toHaveValue('Call me: 0171 555');
      expect(await buyer.answers()).toEqual([]);
    });

    test('new words that come too late lie in the draft', async ({ gateway, buyer, work }) => {
      const screen = await work();
      const { outbox } = screen.words;
      const release = hold(gateway, 'It is.');
      await screen.answer('It is.');
      await reword(screen, screen.outbox, 'It is, and two more.');
      await expect(screen.outbox).toContainText(outbox.rewording);
      release('passes');
      await stands(screen.outbox, 'sent');
      await expect(screen.outbox).toContainText(outbox.tooLateReworded);
      await expect(screen.reply).toHaveValue('It is, and two more.');
      await choose(screen.outbox, outbox.allRight);
      await expect(screen.outbox).toHaveCount(0);
      expect(await buyer.answers()).toEqual(['It is.']);
    });

    test.describe('at a marketplace without keys', () => {
      test.use({ keys: false });

      test('what nobody saw arrive is held, and sent again by hand only', async ({
        gateway,
        buyer,
        work,
      }) => {
        const screen = await work();
        const { outbox, reason, foot } = screen.words;
        breakOff(gateway);
        await screen.answer('It is.');
        await stands(screen.outbox, 'uncertain');
        await expect(screen.outbox).toContainText(outbox.uncertain);
        await expect(screen.foot).toContainText(foot.offline);
        await gateway.open();
        await stands(screen.outbox, 'held');
        await expect(screen.outbox).toContainText(outbox.held(reason({ kind: 'notSeen' })));
        expect(await buyer.answers()).toEqual([]);
        await choose(screen.outbox, outbox.sendAnyway);
        await expect(screen.outbox).toHaveCount(0);
        await expect(screen.said('It is.')).toHaveCount(1);
        expect(await buyer.answers()).toEqual(['It is.']);
      });

      test('what nobody saw arrive is taken back or reworded once it was looked for', async ({
        gateway,
        buyer,
        work,
      }) => {
        const screen = await work();
        const { outbox, foot } = screen.words;
        breakOff(gateway);
        await screen.answer('It is.');
        await stands(screen.outbox, 'uncertain');
        await reword(screen, screen.outbox, 'It is, and two more.');
        await expect(screen.outbox).toContainText(outbox.rewording);
        await expect(screen.foot).toContainText(foot.offline);
        await gateway.open();
        await stands(screen.outbox, 'held');
        // Both could arrive, so it is said once more which of them is to.
        await expect(screen.outbox).toContainText('It is, and two more.');
        expect(await buyer.answers()).toEqual([]);
        await choose(screen.outbox, outbox.sendAnyway);
        await expect(screen.outbox).toHaveCount(0);
        expect(await buyer.answers()).toEqual(['It is, and two more.']);

        breakOff(gateway);
        await screen.answer('Never mind');
        await stands(screen.outbox, 'uncertain');
        await choose(screen.outbox, outbox.takeBack);
        await expect(screen.outbox).toContainText(outbox.takingBack);
        await gateway.open();
        await expect(screen.outbox).toHaveCount(0);
        await expect(screen.reply).toHaveValue('Never mind');
        expect(await buyer.answers()).toEqual(['It is, and two more.']);
      });

      test('what arrived without an answer is recognised', async ({ gateway, buyer, work }) => {
        const screen = await work();
        once(gateway, 'It is.', 'isTheLast');
        await screen.answer('It is.');
        await stands(screen.outbox, 'uncertain');
        await expect.poll(() => buyer.answers()).toEqual(['It is.']);
        await gateway.open();
        await expect(screen.outbox).toHaveCount(0);

        once(gateway, 'Two of them.', 'losesItsAnswer');
        await screen.answer('Two of them.');
        await expect(screen.said('Two of them.')).toHaveCount(1);
        await expect(screen.outbox).toHaveCount(0);
        expect(await buyer.answers()).toEqual(['It is.', 'Two of them.']);
      });
    });

    test('what may have arrived is let go again, and arrives once', async ({
      gateway,
      buyer,
      work,
    }) => {
      const screen = await work();
      const { outbox, foot } = screen.words;
      once(gateway, 'It is.', 'isTheLast');
      await screen.answer('It is.');
      await expect(screen.foot).toContainText(foot.offlineQueued(1));
      await expect.poll(() => buyer.answers()).toEqual(['It is.']);
      await choose(screen.outbox, outbox.takeBack);
      await stands(screen.outbox, 'uncertain');
      await expect(screen.outbox).toContainText(outbox.takingBack);
      await choose(screen.outbox, outbox.letIt);
      await stands(screen.outbox, 'queued');
      await gateway.open();
      await expect(screen.outbox).toHaveCount(0);
      await expect(screen.said('It is.')).toHaveCount(1);
      expect(await buyer.answers()).toEqual(['It is.']);
    });
  });
}
