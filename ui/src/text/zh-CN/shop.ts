import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 导航栏底部：连接状态。 */
export const shop = (f: Formats): Pick<Catalogue, 'foot'> => ({
  foot: {
    label: '连接状态',
    none: '尚未连接',
    online: '在线',
    connecting: '正在连接…',
    offline: '离线',
    offlineQueued: (n) => `离线 · ${f.number(n)} 条待发`,
    onlineQueued: (n) => `在线 · ${f.number(n)} 条待发`,
    offlineAt: (account) => `“${account}”已离线`,
    disconnected: '已断开',
    disconnectedAt: (account) => `“${account}”已断开。`,
    stopped: (account) => `“${account}”已停止同步`,
    trouble: (n) => `${f.number(n)} 项内容未能发出`,
    syncedNow: '刚刚同步。',
    synced: (at, now) =>
      daysBetween(at, now) === 0
        ? `${f.clock(at)} 已同步，内容都保存在本机。`
        : `${f.date(at, now)} ${f.clock(at)} 已同步，内容都保存在本机。`,
    neverSynced: '还没有同步过。您写的内容都保存在本机。',
    history: (n) => `正在取回历史记录：${f.number(n)} 条消息`,
    setAside: (n) => `有 ${f.number(n)} 项更新无法识别，已另行保存。`,
  },
});
