import type { PermissionPurpose } from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 店铺的隐私承诺，逐条列出。 */
export const commitments = (f: Formats): Pick<Catalogue, 'commitments'> => {
  const span = (days: number): string =>
    days % 365 === 0 ? `${f.number(days / 365)} 年` : `${f.number(days)} 天`;
  const purposes: Readonly<Record<PermissionPurpose, string>> = {
    updates: '动态通知',
    offers: '优惠信息',
    surveys: '问卷调查',
  };
  return {
    commitments: {
      tab: '我们的守则',
      title: '我们的隐私守则',
      checked: (when) => `本机检查于 ${when}`,
      unchecked: '本机尚未检查',
      date: (at, now) => f.date(at, now),
      list: '现行守则',
      none: '目前没有现行守则。',
      noneMore: '可以新增一条，或重新启用已停用的守则。',
      builtIn: (kind, days) =>
        ({
          asked: '只给先来信、下过单或已同意的人写信',
          leaving: '一句话就能退出，而且从此不再打扰',
          askedAgain: `同意并非永久有效：满 ${span(days)}后重新征求`,
          named: '个人信息只交给指明的人，不给其他任何人',
          purpose: '只为说明过的用途收集个人信息',
          addresses: `收货 ${span(days)}后，地址即被清除`,
          notes: `最后一次联系 ${span(days)}后，关于此人的备注即被清除`,
          shown: '应本人要求，30 天内出示并删除我们所知的信息',
          encrypted: '我们电脑上的一切都已加密',
          doors: '不再服务的店铺，我们不留钥匙',
          keeper: '每位客户都有一个人为其信息负责',
          incidents: '发生意外，72 小时内告知受影响的人',
        })[kind],
      standing: (standing, next) => {
        switch (standing.kind) {
          case 'holds':
            return '已遵守';
          case 'broken':
            return `${f.number(standing.rows)}${standing.rows >= 100 ? '+' : ''} 处违反`;
          case 'unchecked':
            return '尚未检查';
          case 'reviewDue':
            return `人工检查 · ${next ?? ''} 到期`;
          case 'reviewed':
            return `人工检查 · 下次 ${next ?? ''}`;
          case 'never':
            return '人工检查 · 尚未检查过';
        }
      },
      show: '查看',
      hide: '收起',
      review: '现在检查',
      reviewed: (when, evidence) => `${when}：${evidence}`,
      row: (row, when) => {
        switch (row.subject) {
          case 'message':
            return `我们先写了信，${when}`;
          case 'permission':
            return `${row.purpose === null ? '' : purposes[row.purpose]}，${when}同意`;
          case 'order':
            return `订单 ${row.words}，${when}收货`;
          case 'notes':
            return row.happenedAt === null ? '从未联系' : `最后联系于 ${when}`;
          case 'account':
            return `${when}断开连接，钥匙仍在这里`;
          case 'client':
            return `${when}起成为客户，尚无人负责`;
          case 'plainStore':
            return '本机的数据文件无需钥匙即可读取。';
          case 'plainKey':
            return '数据的钥匙以普通文件存放在旁边。演示版如此；改用系统钥匙串或口令即可。';
        }
      },
      rowsOf: '违反之处',
      noRows: '现在没有违反之处。',
      first: '回到最前',
      more: '后面的',
      conversation: '会话',
      person: '此人',
      account: '账户设置',
      forget: '清除这些地址',
      forgotten: (n) => `已清除 ${f.number(n)} 个地址。`,
      reword: '改写',
      rewordTitle: '改写守则',
      rewordMore: '以前的措辞会保留并显示。',
      rewordIt: '改写',
      words: '用平实的话写',
      add: '新增守则',
      addTitle: '新增守则',
      addMore: '由您亲自检查，记下所见，并定好下次检查的日子。',
      addIt: '新增',
      firstReview: '首次检查',
      days: '天数',
      setDays: '确定',
      reviewNow: '检查',
      reviewTitle: '检查守则',
      reviewMore: '写下您查看了什么、发现了什么。内容会保留，不会通知任何人。',
      evidence: '您的发现',
      nextReview: '下次检查',
      reviewIt: '保存检查',
      retire: '停用',
      takeUp: '重新启用',
      retired: (n) => `已停用：${f.number(n)}`,
      retiredAt: (when) => `停用于 ${when}`,
      history: '以前的措辞与检查',
      ownWords: '在此之前：程序自带的措辞。',
      noHistory: '尚未改写，也未检查过。',
      since: (when) => `措辞于 ${when}`,
      reviewOf: (when, next) => `检查于 ${when}，下次 ${next}`,
      toastAdded: '已新增守则。',
      toastReworded: '已改写。',
      toastDays: '已更改天数。',
      toastReviewed: '已保存检查。',
      toastRetired: '已停用。',
      toastTakenUp: '已重新启用。',
      today: (broken, due) => {
        const parts: string[] = [];
        if (broken > 0) parts.push(`${f.number(broken)} 条守则未被遵守`);
        if (due > 0) parts.push(`${f.number(due)} 条守则需要检查`);
        return `${parts.join('，')}。`;
      },
      todayShow: '去看看',
    },
  };
};
