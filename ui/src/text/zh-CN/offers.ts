import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 报价：现状，以及怎样报价。 */
export const offers = (f: Formats): Pick<Catalogue, 'offer' | 'makeOffer'> => ({
  offer: {
    title: '报价',
    pieces: (n) => `${f.number(n)} 件`,
    list: '标价',
    price: (by) => (by === 'seller' ? '您的报价' : '对方出价'),
    off: (share) => f.percent(share),
    until: '有效期至',
    moment: (at) => f.moment(at),
    left: ({ days, hours, minutes }) => {
      if (days > 0) return `还剩 ${f.number(days)} 天`;
      if (hours > 0) return `还剩 ${hours} 小时`;
      return `还剩 ${Math.max(1, minutes)} 分钟`;
    },
    over: '已过期',
    waitsForYou: '等待您的答复',
    state: (state) =>
      ({
        open: '等待答复',
        countered: '已另行还价',
        accepted: '已接受',
        declined: '已谢绝',
        lapsed: '无人答复，已过期',
        unknown: '已在平台上处理',
      })[state],
    accept: '接受',
    counter: '还价',
    decline: '谢绝',
    acceptAt: (price) => `接受 ${price}`,
    words: '可以附上几句话',
    step: (step, ours, by, person) => {
      switch (step) {
        case 'accepted':
          return ours ? `您接受了 ${person} 的出价` : `${person} 接受了您的报价`;
        case 'declined':
          return ours ? `您谢绝了 ${person} 的出价` : `${person} 谢绝了您的报价`;
        case 'lapsed':
          return by === 'seller' ? '您的报价已过期' : `${person} 的出价已过期`;
        case 'made':
        case 'countered':
          return ours ? '您报了价' : `${person} 出了价`;
        case 'unknown':
          return '这个报价在平台上有变动';
      }
    },
    gone: '这个报价已经不在了',
  },
  makeOffer: {
    open: '报价',
    title: (person) => `给 ${person} 报价`,
    counterTitle: (person) => `给 ${person} 的还价`,
    quantity: '数量',
    price: (currency) => `全部的总价（${currency}）`,
    stands: '有效期',
    forever: '直到对方答复',
    hours: (n) => `${f.number(n)} 小时`,
    days: (n) => `${f.number(n)} 天`,
    words: '附上几句话',
    send: '发出报价',
    badQuantity: '请填写 1 到 9,999 之间的整数。',
    badPrice: '价格必须大于零，例如 48 或 48.50。',
    tooLong: (max) => `最多可以写 ${f.number(max)} 个字符。`,
  },
});
