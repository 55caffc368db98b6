import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 今天一览。 */
export const today = (f: Formats): Pick<Catalogue, 'today'> => {
  const counted = (n: number, capped: boolean, what: string) =>
    `${f.number(n)}${capped && n >= 200 ? '+' : ''} ${what}`;
  return {
    today: {
      title: '今天',
      day: (at) => f.day(at),
      since: '过去 24 小时',
      messages: (n, capped) => counted(n, capped, '条消息'),
      ordered: (n, capped) => counted(n, capped, '个订单'),
      ratings: (n, capped) => counted(n, capped, '条评价'),
      trouble: (n) => `有 ${f.number(n)} 项没有送达。`,
      toOutbox: '前往发件箱',
      waiting: '等得最久',
      waitingCount: (n) => f.number(n),
      allWaiting: (n) => `在收件箱查看全部 ${f.number(n)} 个`,
      offers: '待答复的报价',
      orders: '待发货的订单',
      carts: '未下单的购物车',
      feedback: '待回复的评价',
      toRate: '待评价的买家',
      placed: (ago) => `${ago}下单`,
      received: (ago) => `${ago}收货`,
      left: (ago) => `${ago}离开`,
      corrected: '有更正',
      nothing: '没有人在等您。',
      nothingMore: '也没有待处理的报价、订单或评价。享受片刻清静吧。',
      ago: ({ days, hours, minutes }) => {
        if (days > 0) return `${f.number(days)} 天前`;
        if (hours > 0) return `${hours} 小时前`;
        return minutes > 0 ? `${minutes} 分钟前` : '刚刚';
      },
    },
  };
};
