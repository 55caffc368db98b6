import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 买家资料。 */
export const person = (f: Formats): Pick<Catalogue, 'person'> => ({
  person: {
    label: (name) => `关于 ${name}`,
    about: '关于买家',
    open: '查看买家资料',
    stage: (stage) => ({ client: '老客户', customer: '客户' })[stage],
    since: (stage, at) =>
      stage === 'client' ? `${f.month(at)}起成为老客户` : `${f.month(at)}起的客户`,
    on: (account) => `来自 ${account}`,
    speaks: (tag) => `使用${f.language(tag)}`,
    conversations: (n) => (n >= 20 ? '20 个以上会话' : `${f.number(n)} 个会话`),
    toPage: '打开买家页面',
    makeClient: '设为老客户',
    endClient: '恢复为客户',
    madeClient: (name) => `${name} 已设为老客户。`,
    endedClient: (name) => `${name} 已恢复为客户。`,
    orders: '订单',
    orderCount: (n) => f.number(n),
    more: (title, n) => `${title}等 ${f.number(n + 1)} 种商品`,
    noOrders: '还没有订单。',
    orderState: (state, at, now) => {
      const day = daysBetween(at, now) === 0 ? '今天' : f.date(at, now);
      const word = {
        placed: '下单',
        shipped: '发货',
        received: '收货',
        cancelled: '取消',
        unknown: '有变动',
      }[state];
      return `${day}${word}`;
    },
    fromBuyer: '买家对您的评价',
    fromUs: '您对买家的评价',
    answered: '您的回复',
    theyAnswered: '买家的回复',
    cart: '购物车',
  },
});
