import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 连接平台，以及各个账号的状态。 */
export const accounts = (f: Formats): Pick<Catalogue, 'connect' | 'accounts'> => ({
  connect: {
    title: '连接您的第一个平台',
    intro: '您的会话会取回到这台电脑，加密保存。之后无论是否联网，都可以照常处理。',
    address: '地址',
    addressHint: '平台的网址，例如 bazaar.example。',
    addressMissing: '请填写平台的地址。',
    signIn: '登录',
    asking: '正在联系平台…',
    agree: '请在浏览器中同意',
    waiting: (place) => `浏览器已打开 ${place}。请在那里登录并同意，完成后这个窗口会自动继续。`,
    browserFailed: '没能打开浏览器。请复制地址，自行在浏览器中打开。',
    link: '要在浏览器中打开的地址',
    openAgain: '再次打开浏览器',
    copy: '复制地址',
    copied: '地址已复制。',
    copyByHand: '没能复制。地址已选中，请用键盘复制。',
    cancelled: '登录已停止，没有任何改动。',
    failed: '登录没有成功。',
    withToken: '改用令牌连接',
    withTokenMore: '适用于只发放令牌、没有登录页面的平台。',
    name: '名称',
    nameHint: '您习惯的叫法，例如 Bazaar。',
    token: '访问令牌',
    tokenHint: '由平台提供，会加密保存。',
    connect: '连接',
    connecting: '正在连接…',
    missing: '请填写全部三项。',
  },
  accounts: {
    title: '账号',
    state: (state) =>
      ({
        connecting: '正在连接…',
        online: '在线',
        offline: '离线',
        revoked: '平台已让此账号退出登录',
        failing: '已停止同步',
        disconnected: '已断开',
      })[state],
    since: (at, now) =>
      daysBetween(at, now) === 0
        ? `自 ${f.clock(at)} 起`
        : `自 ${f.date(at, now)} ${f.clock(at)} 起`,
    place: '地址',
    heard: '上次收到消息',
    heardAt: (at, now) =>
      daysBetween(at, now) === 0 ? `今天 ${f.clock(at)}` : `${f.date(at, now)} ${f.clock(at)}`,
    neverHeard: '还没有',
    history: '历史记录',
    historyDone: '已全部取回',
    historyMessages: (n) => `已取回 ${f.number(n)} 条消息，仍在继续`,
    aside: '另行保存',
    setAside: (n) => `${f.number(n)} 项无法识别的更新`,
    add: '添加平台',
    addTitle: '添加平台',
    addMore: '它的会话会取回到这里，与其他会话放在一起。',
    added: '平台已连接。',
    signInAgain: '重新登录',
    againTitle: (account) => `重新登录“${account}”`,
    againMore: '这里的内容都会保留，并从中断的地方继续。',
    disconnect: '断开连接',
    disconnectTitle: (account) => `断开“${account}”的连接？`,
    disconnectMore: '您可以随时重新登录。',
    stays: '会保留',
    staysHere: '这里已有的全部会话和图片，仍可阅读和搜索。',
    staysYours: '您的备注和草稿。',
    staysQueued: '排队待发的内容：等您重新登录后再发出。',
    goes: '会移除',
    goesSignIn: '登录信息。这台电脑会将其删除，并通知平台。',
    goesSync: '重新登录之前，不会收到或发出任何内容。',
    disconnected: (account) => `“${account}”已断开，所有内容都还在这里。`,
  },
});
