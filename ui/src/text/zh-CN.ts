import { daysBetween } from '../lib/days';
import type { Formats } from '../lib/formats';
import type { Catalogue } from './en';
import { accounts } from './zh-CN/accounts';
import { commitments } from './zh-CN/commitments';
import { keeper } from './zh-CN/keeper';
import { leaving } from './zh-CN/leaving';
import { ledger } from './zh-CN/ledger';
import { offers } from './zh-CN/offers';
import { orders } from './zh-CN/orders';
import { people } from './zh-CN/people';
import { permissions } from './zh-CN/permissions';
import { person } from './zh-CN/person';
import { pictures } from './zh-CN/pictures';
import { presence } from './zh-CN/presence';
import { promises } from './zh-CN/promises';
import { settings } from './zh-CN/settings';
import { shop } from './zh-CN/shop';
import { today } from './zh-CN/today';

/** 简体中文。 */
export const zhCN = (f: Formats): Catalogue => ({
  ...accounts(f),
  ...commitments(f),
  ...keeper(),
  ...leaving(),
  ...ledger(f),
  ...offers(f),
  ...orders(f),
  ...people(f),
  ...permissions(f),
  ...person(f),
  ...pictures(f),
  ...presence(),
  ...promises(f),
  ...settings(),
  ...shop(f),
  ...today(f),
  app: {
    name: 'Rapport',
    navigation: '主导航',
    inbox: '收件箱',
    waiting: (n) => `${f.number(n)} 条待回复`,
    title: (waiting) => (waiting > 0 ? `(${f.number(waiting)}) Rapport` : 'Rapport'),
    marketplaces: (n) => `${f.number(n)} 个平台`,
    loading: '请稍候…',
    failed: '内容没能加载出来。',
    tryAgain: '重试',
    close: '关闭',
    cancel: '取消',
  },
  time: {
    clock: (at) => f.clock(at),
    short: (at, now) => {
      const days = daysBetween(at, now);
      if (days <= 0) return f.clock(at);
      return days === 1 ? '昨天' : f.date(at, now);
    },
    day: (at, now) => {
      const days = daysBetween(at, now);
      if (days === 0) return '今天';
      if (days === 1) return '昨天';
      if (days > 1 && days < 7) return f.weekday(at);
      return f.date(at, now);
    },
    waited: ({ days, hours, minutes }) => {
      if (days > 0)
        return hours > 0 ? `${f.number(days)} 天 ${hours} 小时` : `${f.number(days)} 天`;
      if (hours > 0) return minutes > 0 ? `${hours} 小时 ${minutes} 分` : `${hours} 小时`;
      return minutes > 0 ? `${minutes} 分钟` : '刚刚';
    },
    waitedLabel: (pill) => `已等待：${pill}`,
  },
  money: (minor, currency) => f.money(minor, currency),
  inbox: {
    list: '会话列表',
    tabs: '筛选会话',
    waiting: '待回复',
    open: '进行中',
    done: '已处理',
    count: (n) => f.number(n),
    emptyWaiting: '没有人在等您。',
    emptyWaitingMore: '所有问题都已回复。有新消息时会自动出现在这里。',
    emptyOpen: '没有进行中的会话。',
    emptyOpenMore: '买家发来消息后，会话会出现在这里。',
    emptyDone: '还没有处理完的会话。',
    emptyDoneMore: '您标记为已处理的会话会保存在这里。',
    you: '我：',
    picture: '图片',
    unknownKind: '新类型的消息',
    draft: '草稿',
    queued: '回复待发',
    trouble: '未发出',
  },
  thread: {
    label: '会话',
    messages: '消息',
    choose: '请选择一个会话',
    chooseMore: '内容会显示在这里。按 j 和 k 可以在列表中移动。',
    about: (person, account) => `${person}，来自 ${account}`,
    stock: (n) => (n === 0 ? '已售罄' : `库存 ${f.number(n)}`),
    done: '处理完毕',
    reopen: '重新打开',
    doneAt: (at, now) =>
      daysBetween(at, now) === 0 ? `${f.clock(at)} 已处理` : `${f.date(at, now)} 已处理`,
    closed: '已关闭',
    empty: '还没有消息。',
    emptyMore: '您和买家的对话会显示在这里。',
    older: '正在加载更早的消息…',
    newest: '回到最新消息',
    note: '私人备注',
    picture: (person) => `${person} 发来的图片`,
    ownPicture: '您发出的图片',
    unknown: '当前版本还不能显示这类消息',
    from: (author, clock) => `${author}，${clock}`,
    you: '我',
    read: '已读',
    link: '在浏览器中打开这个网址？',
    linkMore: '这是对方发来的链接，请先确认它通向您想去的地方。',
    openLink: '打开',
  },
  outbox: {
    queued: (at) => `${f.clock(at)} 已排队`,
    leavesOnline: '恢复联网后发出',
    leavesSoon: '马上发出',
    sending: '正在发送…',
    uncertain: '已发出，等待平台确认',
    held: (why) => `暂缓发送。${why}`,
    rejected: (why) => `未被接受。${why}`,
    edit: '修改',
    retry: '重新发送',
    discard: '放弃',
    save: '保存并发送',
    editLabel: '您的回复',
    discarded: '已放弃这条回复。',
    label: '您的回复，尚未发出',
  },
  composer: {
    modes: '写什么',
    reply: '回复',
    note: '私人备注',
    replyLabel: (person) => `回复 ${person}`,
    noteLabel: '私人备注，只有您能看到',
    replyPlaceholder: (person) => `写给 ${person}…`,
    notePlaceholder: '记下只有您需要知道的事…',
    send: '发送',
    save: '保存备注',
    hint: '回车发送，Shift + 回车换行',
    noteHint: '不会发出，只有您能看到。',
    count: (length, max) => `${f.number(length)} / ${f.number(max)}`,
    over: (over, max) => `平台最多接受 ${f.number(max)} 个字符，现在多了 ${f.number(over)} 个。`,
    closed: '这个会话已关闭，不能再回复，但仍可以写备注。',
    cannotSend: '这个账号不能发送回复，但仍可以写备注。',
    noteSaved: '备注已保存。',
    draftNotSaved: '草稿还没有保存，稍后会自动重试。',
  },
  search: {
    label: '搜索消息',
    placeholder: '搜索消息',
    clear: '清除搜索',
    results: '搜索结果',
    empty: '没有找到。',
    emptyMore: '请减少几个字，或换一个消息里出现过的词。',
    more: '正在加载更多…',
  },
  keys: {
    title: '快捷键',
    more: '没有在输入文字时可用。',
    open: '查看快捷键',
    next: '下一个会话',
    previous: '上一个会话',
    reply: '写回复',
    note: '写私人备注',
    done: '处理完毕，或重新打开',
    undo: '撤销上一步',
    search: '搜索',
    leave: '离开输入框或搜索',
    today: '前往“今天”',
    inbox: '前往收件箱',
    settings: '前往设置',
    help: '显示此列表',
  },
  toast: {
    label: '刚才的操作',
    done: (person) => `${person}：已标记为处理完毕。`,
    reopened: (person) => `${person}：已重新打开。`,
    undo: '撤销',
    undone: (act) =>
      ({
        noteAdded: '已撤销：备注已移除。',
        noteRemoved: '已撤销：备注已恢复。',
        markedDone: '已撤销：会话重新打开。',
        reopened: '已撤销：会话恢复为已处理。',
        clientMade: '已撤销：对方重新成为普通客户。',
        clientEnded: '已撤销：对方重新成为老客户。',
        keeperSet: '已撤销：负责人恢复为之前的设置。',
        promiseMade: '已撤销：承诺已移除。',
        promiseReworded: '已撤销：承诺恢复原来的措辞。',
        promiseMoved: '已撤销：承诺恢复原来的期限。',
        promiseSettled: '已撤销：承诺重新待兑现。',
        promiseReopened: '已撤销：承诺恢复为已了结。',
        permissionGranted: '已撤销：许可未曾给出。',
        permissionWithdrawn: '已撤销：许可重新生效。',
        commitmentAdded: '已撤销：未新增守则。',
        commitmentReworded: '已撤销：守则恢复原来的措辞。',
        commitmentDaysSet: '已撤销：守则恢复原来的天数。',
        commitmentRetired: '已撤销：守则重新生效。',
        commitmentTakenUp: '已撤销：守则恢复为停用。',
        commitmentReviewed: '已撤销：未保存检查。',
        personNoteAdded: '已撤销：备注已移除。',
        personNoteRemoved: '已撤销：备注已恢复。',
      })[act],
    nothingToUndo: '没有可以撤销的操作。',
  },
  unlock: {
    chooseTitle: '设置口令',
    chooseIntro:
      '这台电脑没有可以安全存放密钥的地方，因此用口令保护 Rapport 保存的所有内容。每次启动都需要输入。请务必记住，没有人能替您找回。',
    passphrase: '口令',
    repeat: '再输入一次',
    lengthHint: (min) => `至少 ${f.number(min)} 个字符，用一句短话就很好。`,
    tooShort: (min) => `请至少输入 ${f.number(min)} 个字符。`,
    different: '两次输入的内容不一致。',
    choose: '使用这个口令',
    enterTitle: '欢迎回来',
    enterIntro: '请输入口令，打开保存在这台电脑上的内容。',
    enter: '打开',
    opening: '正在打开…',
    keyMissingTitle: '找不到存储的密钥',
    keyMissing:
      '您的会话完好无损，但这台电脑的钥匙串里没有能打开它的密钥。Rapport 不会另造新密钥，否则内容将永远无法打开。',
    keyMissingDo: '请解锁钥匙串，或用原来的用户登录，然后重试。如果换了电脑，请把钥匙串一并恢复。',
    wrongKeyTitle: '密钥不匹配',
    wrongKey: '您的会话完好无损，但找到的密钥属于另一个存储。',
    wrongKeyDo: '如果存储是从别处复制来的，请把它的密钥一并带来，然后重试。',
    newerTitle: '存储的版本比程序新',
    newer: '它由更新版本的 Rapport 写入。为了保证内容完整，当前版本不会改动它。',
    newerDo: '请安装最新版本的 Rapport，然后重新打开。',
    brokenTitle: '存储无法读取',
    broken: '保存会话的文件已损坏。没有删除任何内容。',
    brokenDo:
      '请关闭程序，并备份数据文件夹。如果有备份，请把它放回原处；平台上已有的内容可以重新取回。',
    unreachableTitle: 'Rapport 无法启动',
    again: '重试',
  },
  error: (code) =>
    ({
      emptyText: '还没有写内容。',
      tooLong: '内容超过了平台允许的长度，请缩短一些。',
      notFound: '这项内容已经不在了。',
      closed: '这个会话已在平台上关闭，不能再发送。',
      notAllowed: '这个平台不允许在这里这样做。',
      offerClosed: '这个报价已经有了结果，或者已经过期。',
      orderClosed: '这个订单已经过了这一步。',
      alreadyDone: '这一步已经做过了。',
      declined: '没有任何改动。',
      badAmount: '请检查数量和价格。',
      badTime: '请选择平台接受的时间。',
      badRating: '请选择一到五颗星。',
      invalid: '填写的内容有误，请检查一下。',
      storeClosed: '存储还没有打开。',
      wrongPassphrase: '口令不对，请再试一次。',
      weakPassphrase: '口令太短，起不到保护作用，请换一个长一些的。',
      keyMissing: '找不到存储的密钥。',
      newerStore: '这个存储由更新版本的 Rapport 写入。',
      brokenStore: '存储无法读取。',
      alreadySent: '已经发出，不能在这里修改了。',
      unreachable: '连不上平台，请检查地址和网络。',
      unauthorized: '平台不接受这个访问令牌。',
      noSignIn: '这个平台没有登录页面，请改用令牌连接。',
      diskFull: '磁盘已满。请腾出一些空间再试，您写的内容都还在。',
      internal: 'Rapport 内部出了问题。您写的内容没有丢失，请再试一次。',
    })[code],
  reason: (reason) => {
    switch (reason.kind) {
      case 'unreachable':
        return '连不上平台。';
      case 'serverFailed':
        return '平台自身出了故障，稍后会再试。';
      case 'tooMany':
        return '平台要求放慢速度，稍后会自动继续。';
      case 'unauthorized':
        return '平台不再接受这次登录，重新登录后即可继续。';
      case 'unreadable':
        return '平台的答复无法识别。';
      case 'tooLarge':
        return '平台一次发来的内容过多，超出了安全范围。';
      case 'endless':
        return '平台一直重复发送同一页历史记录。';
      case 'stale':
        return '您写完之后买家又发来消息。请先看一看，再决定。';
      case 'notSeen':
        return '这条回复可能没有送达。请先到平台上查看，再决定是否重发。';
      case 'refused':
        return reason.detail === '' ? '平台拒绝了它。' : `平台拒绝了它：${reason.detail}`;
      case 'gone':
        return '平台上已经没有这个会话。';
      case 'declined':
        return '您在浏览器中没有同意，没有任何改动。';
      case 'tooLate':
        return '等了很久，浏览器里没有结果。请再试一次。';
      case 'interrupted':
        return '浏览器里还没有结果，Rapport 就关闭了。请再试一次。';
      case 'disconnected':
        return '账号已断开。重新登录之后才会发出。';
      case 'unknown':
        return '平台没有给出能识别的原因。';
    }
  },
});
