import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 月份按世界时起止，取月中才不会因时区差一个月。 */
const MIDDLE_MS = 14 * 86_400_000;

/** 双方评价的总账。 */
export const ledger = (f: Formats): Pick<Catalogue, 'ledger'> => ({
  ledger: {
    title: '评价',
    more: '双方的都在，一条不少',
    list: '评价，新的在前',
    tabs: '哪些评价',
    toAnswer: '待回应',
    fromBuyers: '来自买家',
    fromUs: '我们给的',
    all: '全部',
    count: (n) => f.number(n),
    emptyToAnswer: '每条评价都回应过了。',
    emptyToAnswerMore: '有新的评价会自动出现在这里。',
    emptyFromBuyers: '还没有买家评价您。',
    emptyFromUs: '您还没有评价过买家。',
    emptyMore: '订单收到之后才会有评价。',
    emptyMonth: '这个月没有评价。',
    given: (at, now) => {
      const days = daysBetween(at, now);
      if (days <= 0) return f.clock(at);
      return days === 1 ? `昨天 ${f.clock(at)}` : f.date(at, now);
    },
    order: (number) => `订单 ${number}`,
    conversation: '对话',
    openConversation: (person) => `打开与 ${person} 的对话`,
    openPerson: (person) => `打开${person}的页面`,
    openOrder: (number, person) => `在${person}的页面查看订单 ${number}`,
    rate: '评价买家',
    theySaid: '他们说',
    weSaid: '我们对他们的评价',
    nothingYet: '还没有',
    earlier: (n) => (n >= 20 ? '以前的版本' : `${f.number(n)} 个以前的版本`),
    until: (at, now) => (at === null ? '之前' : `直到 ${f.date(at, now)}`),
    answerThen: '当时的回应',
    answered: (person) => `给 ${person} 的回应已保存。`,
    rated: (person) => `给 ${person} 的评价已保存。`,
    takeBack: '收回',
    takenBack: '已收回，您写的话又回到了输入框里。',
    months: '十二个月',
    average: (stars) => f.number(Math.round(stars * 100) / 100),
    ofBuyers: (n) => `共 ${f.number(n)} 条评价`,
    noMonths: '这几个月没有评价。',
    theirRating: '他们给我们的评分',
    withinDay: '一天之内回应',
    monthRange: '点每一列可以看到那个月的评价。',
    month: (at) => f.month(at + MIDDLE_MS),
    monthLabel: (at, ratings, average, answered) => {
      const month = f.month(at + MIDDLE_MS);
      if (average === null) return `${month}：没有评价`;
      const stars = f.number(Math.round(average * 100) / 100);
      const share = answered === null ? '' : `，${f.share(answered)} 在一天之内回应`;
      return `${month}：${f.number(ratings)} 条评价，平均 ${stars} 颗星，满分 5 颗${share}`;
    },
    onlyMonth: (at) => `只看 ${f.month(at + MIDDLE_MS)}`,
    everything: '显示所有月份',
  },
});
