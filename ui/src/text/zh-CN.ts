import { daysBetween } from '../lib/days';
import type { Formats } from '../lib/formats';
import type { Catalogue } from './en';
import { accounts } from './zh-CN/accounts';
import { actions } from './zh-CN/actions';
import { commitments } from './zh-CN/commitments';
import { emoji } from './zh-CN/emoji';
import { inbox } from './zh-CN/inbox';
import { keeper } from './zh-CN/keeper';
import { leaving } from './zh-CN/leaving';
import { ledger } from './zh-CN/ledger';
import { notifications } from './zh-CN/notifications';
import { offers } from './zh-CN/offers';
import { orders } from './zh-CN/orders';
import { outbox } from './zh-CN/outbox';
import { people } from './zh-CN/people';
import { permissions } from './zh-CN/permissions';
import { person } from './zh-CN/person';
import { pictures } from './zh-CN/pictures';
import { presence } from './zh-CN/presence';
import { promises } from './zh-CN/promises';
import { replyPictures } from './zh-CN/replyPictures';
import { search } from './zh-CN/search';
import { settings } from './zh-CN/settings';
import { shop } from './zh-CN/shop';
import { today } from './zh-CN/today';
import { triage, undoneTriage } from './zh-CN/triage';
import { trouble } from './zh-CN/trouble';
import { unlock } from './zh-CN/unlock';

/** 简体中文。 */
export const zhCN = (f: Formats): Catalogue => ({
  ...accounts(f),
  ...actions(f),
  ...commitments(f),
  ...emoji(),
  ...inbox(f),
  ...search(f),
  ...keeper(),
  ...leaving(),
  ...ledger(f),
  ...notifications(f),
  ...offers(f),
  ...orders(f),
  ...outbox(f),
  ...people(f),
  ...permissions(f),
  ...person(f),
  ...pictures(f),
  ...presence(),
  ...promises(f),
  ...replyPictures(f),
  ...settings(f),
  ...shop(f),
  ...today(f),
  ...triage(f),
  ...trouble(),
  ...unlock(f),
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
  toast: {
    label: '刚才的操作',
    done: (person) => `${person}：已标记为处理完毕。`,
    reopened: (person) => `${person}：已重新打开。`,
    undo: '撤销',
    undone: (act) =>
      ({
        replySent: '已撤销：回复没有发出，文字在草稿里。',
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
        ...undoneTriage,
      })[act],
    nothingToUndo: '没有可以撤销的操作。',
  },
});
