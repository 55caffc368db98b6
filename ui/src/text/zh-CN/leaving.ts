import type { Catalogue } from '../en';

/** 正在发出、但不是消息的内容，以及列表里交易步骤的说法。 */
export const leaving = (): Pick<Catalogue, 'leaving' | 'preview'> => ({
  leaving: {
    title: (kind) =>
      ({
        message: '回复',
        delete: '您删除一条消息',
        offer: '报价',
        counter: '还价',
        accept: '您接受这个出价',
        decline: '您谢绝这个出价',
        orderCard: '您请买家确认订单',
        ship: '您标记为已发货',
        feedback: '您评价买家',
        answer: '您对评价的回应',
        other: '其他操作',
      })[kind],
    queued: (leaves) => `已排队，${leaves}`,
    discarded: '已收回，什么都没有发出。',
  },
  preview: {
    offer: (step) =>
      ({
        made: '报价',
        countered: '还价',
        accepted: '报价已接受',
        declined: '报价已谢绝',
        lapsed: '报价已过期',
        unknown: '报价有变动',
      })[step],
    order: (step) =>
      ({
        placed: '已下单',
        cardSent: '已请对方确认订单',
        confirmed: '订单已确认',
        corrected: '订单有更正',
        shipped: '订单已发货',
        received: '订单已收货',
        cancelled: '订单已取消',
        unknown: '订单有变动',
      })[step],
    feedback: '新评价',
  },
});
