import type { SearchPart } from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';

export const search = (f: Formats) => ({
  search: {
    label: '搜索',
    placeholder: '搜索',
    clear: '清除搜索',
    results: '搜索结果',
    found: (n: number, more: boolean) =>
      more ? `至少 ${f.number(n)} 条消息` : `${f.number(n)} 条消息`,
    empty: '没有找到。',
    emptyMessages: '没有找到消息。',
    emptyMore: '请减少几个字，或换一个消息里出现过的词。',
    more: '正在加载更多…',
    records: '买家、商品、订单和关于买家的备注',
    recordsFailed: '无法查找买家、商品和订单。',
    note: '备注',
    noteAbout: (person: string) => `关于${person}的备注`,
    options: '缩小搜索范围的方式',
    operators: {
      from: { name: '来自', more: '谁写的' },
      product: { name: '商品', more: '关于什么' },
      order: { name: '订单', more: '编号或所订之物' },
      is: { name: '是', more: '等待、备注等' },
      has: { name: '有', more: '图片' },
      before: { name: '之前', more: '早于某天' },
      after: { name: '之后', more: '某天以来' },
    },
    values: {
      waiting: { name: '等待', more: '有人在等回复' },
      buyer: { name: '买家', more: '买家写的' },
      seller: { name: '卖家', more: '您写的' },
      note: { name: '备注', more: '私人备注' },
      picture: { name: '图片', more: '含图片' },
      me: { name: '我', more: '您写的' },
    },
    days: (month: string) => [
      { day: '今天', more: '从零点起' },
      { day: '昨天', more: '前一天零点' },
      { day: '7天', more: '一周前' },
      { day: '30天', more: '30 天前' },
      { day: month, more: '某日、某月或某年' },
    ],
    building: (done: number, of: number) =>
      `正在重建搜索索引：${f.number(done)} / ${f.number(of)}。完成之前仍由旧索引回答。`,
    index: '搜索索引',
    indexMore: '搜索靠索引即时回答。索引里的词都来自本地数据，可以随时重建。',
    check: '检查索引',
    checking: '正在检查…',
    rebuild: '重建索引',
    unchecked: '还没有检查过。',
    sound: (of: number, at: number) =>
      `完好：${f.number(of)} 条消息和备注都在其中。检查于${f.moment(at)}。`,
    missing: (missing: number, of: number, at: number) =>
      `${f.number(of)} 条消息和备注中有 ${f.number(missing)} 条不在其中。检查于${f.moment(at)}。`,
    damaged: (at: number) => `索引已损坏，请重建。检查于${f.moment(at)}。`,
    rebuilt: '搜索索引已重建。',
    progress: '新索引的进度',
    order: (number: string, person: string) => `订单 ${number} · ${person}`,
    noConversation: '还没有会话',
    understood: (parts: readonly SearchPart[], now: number) =>
      `消息：${parts.map((part) => said(f, part, now)).join('，')}`,
  },
});

function said(f: Formats, part: SearchPart, now: number): string {
  const { kind, value, without, unknown } = part;
  const names = [...part.meant, ...(part.more ? ['其他人或物'] : [])].join('或');
  const day = part.at === null ? '' : f.date(part.at, now);
  if (unknown) {
    if (kind === 'from') return `来自“${value}”，但没有叫这个名字的人`;
    if (kind === 'product') return `关于“${value}”，但没有这个商品`;
    if (kind === 'order') return `订单“${value}”，但没有这个订单`;
    if (kind === 'waiting') return '有人在等待，但现在没有人等待';
    return `不限日期，因为“${value}”不是日期`;
  }
  switch (kind) {
    case 'words':
      return `${without ? '不含' : '包含'}“${value}”`;
    case 'from':
      return `${without ? '不' : ''}来自${names}`;
    case 'product':
      return `${without ? '不' : ''}关于${names}`;
    case 'order':
      return `${without ? '不' : ''}在订单 ${names} 的会话中`;
    case 'waiting':
      return without ? '没有人在等待' : '有人在等待';
    case 'buyer':
      return `${without ? '不' : ''}来自买家`;
    case 'seller':
      return `${without ? '不' : ''}来自您`;
    case 'note':
      return `${without ? '不' : ''}是备注`;
    case 'picture':
      return `${without ? '不含' : '含'}图片`;
    case 'before':
      return `${day}之前`;
    case 'after':
      return `${day}起`;
  }
}
