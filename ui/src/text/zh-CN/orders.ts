import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 订单和评价。 */
export const orders = (f: Formats): Pick<Catalogue, 'order' | 'feedback'> => ({
  order: {
    title: (number) => `订单 ${number}`,
    lines: '订购的商品',
    times: (n) => `${f.number(n)} ×`,
    total: '合计',
    deliverTo: '收货地址',
    wishes: '特别要求',
    state: (state) =>
      ({
        placed: '已下单，还没有发货',
        shipped: '运送途中',
        received: '已收货',
        cancelled: '已取消',
        unknown: '在平台上有变动',
      })[state],
    at: (at, now) => (daysBetween(at, now) === 0 ? f.clock(at) : f.date(at, now)),
    card: (state) =>
      ({
        sent: '已请买家确认',
        confirmed: '买家已确认',
        corrected: '买家说有不对的地方',
        unknown: '向买家的确认有变动',
      })[state],
    ask: '请买家确认',
    askAgain: '再次请买家确认',
    ship: '标记为已发货',
    rate: '评价买家',
    askWords: '可以写上约定的内容',
    shipWords: '可以写上运单号或几句话',
    step: (step, number, person) =>
      ({
        placed: `订单 ${number} 已下单`,
        cardSent: `您请 ${person} 确认订单 ${number}`,
        confirmed: `${person} 确认了订单 ${number}`,
        corrected: `${person} 更正了订单 ${number}`,
        shipped: `订单 ${number} 已发货`,
        received: `${person} 收到了订单 ${number}`,
        cancelled: `订单 ${number} 已取消`,
        unknown: `订单 ${number} 在平台上有变动`,
      })[step],
    gone: '这个订单已经不在了',
  },
  feedback: {
    fromBuyer: (person) => `${person} 给您的评价`,
    fromUs: (person) => `您给 ${person} 的评价`,
    stars: (n) => `${n} 颗星，满分 5 颗`,
    star: (n) => `${n} 颗星`,
    changed: (at, now) =>
      daysBetween(at, now) === 0 ? `${f.clock(at)} 修改过` : `${f.date(at, now)} 修改过`,
    yourAnswer: '您的回应',
    theirAnswer: (person) => `${person} 的回应`,
    answer: '回应',
    answerWords: '您的回应，所有人都能看到',
    choose: '几颗星',
    rateWords: '您想说的话',
    send: '发出评价',
    gone: '这条评价已经不在了',
  },
});
