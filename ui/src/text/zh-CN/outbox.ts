import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 还没有送达的内容，以及可以怎么处理。 */
export const outbox = (f: Formats): Pick<Catalogue, 'outbox' | 'sendLater'> => {
  const past = (at: number, now: number) =>
    daysBetween(at, now) === 0 ? f.clock(at) : `${f.date(at, now)} ${f.clock(at)}`;
  const ahead = (at: number, now: number) => {
    const near = { 0: '今天', 1: '明天' }[daysBetween(now, at)];
    return near === undefined ? f.moment(at) : `${near} ${f.clock(at)}`;
  };
  return {
    outbox: {
      title: '发件箱',
      more: '还没有送达平台的内容，以及原因。',
      stopped: '需要您处理',
      leaving: '正在途中',
      later: '定时发出',
      none: '全部已送达。',
      noneMore: '断网时发出的、或定了时间的内容，会在这里等到平台收下为止。',
      offlineSince: (at, now) => `${past(at, now)} 起离线。`,
      accountOffline: (account, at, now) => `“${account}”${past(at, now)} 起离线。`,
      offline: '内容都保存在本机，恢复联网后发出。',
      tryNow: '立即重试',
      showMore: '显示更多',
      rest: '其余的会在这些发出后显示。',
      count: (n) => (n > 99 ? '99+' : f.number(n)),
      lineLabel: (person, act) => `${act}：${person}`,
      openConversation: '打开会话',

      queued: (at, now) => `${past(at, now)} 已排队`,
      leavesOnline: '恢复联网后发出',
      leavesAfter: '等您先处理前面那条',
      leavesSoon: '马上发出',
      leavesAt: (at, now) => `${ahead(at, now)} 发出`,
      nextTry: (at) => `${f.clock(at)} 再试`,
      sending: '正在发送…',
      uncertain: '可能已经送达。正在平台上核对，不会自动重发。',
      held: (why) => `暂缓发送。${why}`,
      changed: '您写完之后情况有变。请先看一看，再决定。',
      lastTry: (why) => `上一次没有成功。${why}`,
      rejected: (why) => `未被接受。${why}`,
      takingBack: '若还没有送达，就收回。',
      rewording: '若上面的内容还没有送达，就换成新的内容。',
      tooLate: '您收回之前它已经送达。',
      tooLateReworded: '您修改之前它已经送达。新的内容保存在草稿里。',

      edit: '修改',
      retry: '重新发送',
      sendAnyway: '仍然发送',
      sendNow: '现在发送',
      discard: '放弃',
      takeBack: '收回',
      letIt: '还是发出',
      deleteThere: '在平台上删除',
      allRight: '知道了',
      save: '保存并发送',
      saveLater: '保存',
      editLabel: '您的回复',
      discarded: '已放弃这条回复。',
      deleting: '将在平台上删除。',
      label: '您的回复，尚未发出',
      labelArrived: '您的回复，已经送达',

      yours: '您写的',
      since: '在那之后',
      noWords: '一张图片',
      moreNews: (n) => `还有 ${f.number(n)} 条消息`,
      notHere: '变动的内容正在取回。',
    },
    sendLater: {
      open: '定时发送',
      title: '定时发送',
      more: '到时间会再检查一遍。如果买家先发来消息，它会留下来等您决定。',
      inAnHour: '一小时后',
      evening: (at) => `今晚 ${f.clock(at)}`,
      tomorrow: (at) => `明天 ${f.clock(at)}`,
      when: '时间',
      send: '到时发送',
      taken: (at, now) => `将于 ${ahead(at, now)} 发出。`,
    },
  };
};
