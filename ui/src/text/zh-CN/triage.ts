import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 整理会话：稍后提醒、星标、免打扰、标签、拉黑、已读，以及批量操作。 */
export const triage = (f: Formats): Pick<Catalogue, 'triage'> => ({
  triage: {
    snoozed: '稍后处理',
    drafts: '草稿',
    emptySnoozed: '没有稍后处理的会话。',
    emptySnoozedMore: '按 s 可以把会话推迟到某个时间，或等对方来消息再处理。',
    emptyDrafts: '没有写到一半的内容。',
    emptyDraftsMore: '已经动笔但还没发出的内容会列在这里。',
    begunReply: '草稿：',
    begunNote: '备注：',
    unread: '未读',
    starred: '已加星标',
    muted: '免打扰',
    blocked: '已拉黑',
    sleep: ({ until, onReply, wokeBy }) => {
      const time = until === null ? '' : f.moment(until);
      if (wokeBy === 'reply') {
        return until === null ? '已唤醒：对方来消息' : `已唤醒：对方来消息（原定 ${time}）`;
      }
      if (wokeBy === 'time') return `已唤醒：${time} 到了`;
      if (until === null) return '等对方来消息';
      return onReply ? `${time}，或对方来消息` : `${time} 再处理`;
    },
    slept: ({ until, onReply, wokeBy }) => {
      const time = until === null ? '' : f.moment(until);
      if (wokeBy === 'time') return `原定 ${time} 处理，时间已到`;
      if (wokeBy === 'reply') {
        return until === null
          ? '等对方来消息再处理，对方已来消息'
          : `原定 ${time} 处理，因对方来消息提前唤醒`;
      }
      if (until === null) return '等对方来消息再处理';
      return onReply ? `推迟到 ${time}，或对方来消息时` : `推迟到 ${time}，期间来消息也不提醒`;
    },
    mutedUntil: (until) => (until === null ? '免打扰' : `免打扰至 ${f.moment(until)}`),
    more: '更多',
    snooze: '稍后处理',
    wake: '现在就处理',
    star: '加星标',
    unstar: '取消星标',
    mute: '免打扰…',
    unmute: '取消免打扰',
    tag: '标签…',
    block: (person) => `拉黑 ${person}`,
    unblock: (person) => `取消拉黑 ${person}`,
    markRead: '标为已读',
    markUnread: '标为未读',
    select: '选择',
    blockedNoReply: (person) => `您已拉黑 ${person}。取消拉黑后才能回复，备注仍然可以写。`,
    snoozeTitle: (n, person) => (n === 1 ? `稍后处理 ${person}` : `稍后处理 ${f.number(n)} 个会话`),
    snoozeMore: '到时间之前它不在列表里。唤醒时不会发送任何内容。',
    onReply: '对方来消息时也唤醒',
    untilReply: '等对方来消息',
    until: '推迟到',
    untilExample: '2天、明天、周五 9点',
    untilHint: '可以输入 45分钟、3小时、2天、一周、明天 或 周五 9点。',
    notUnderstood: '看不懂这个时间。',
    past: '这个时间已经过去了。',
    wakes: (at) => `${f.moment(at)} 唤醒`,
    at: (at) => f.moment(at),
    inAnHour: '一小时后',
    inThreeHours: '三小时后',
    evening: '今天晚上',
    tomorrow: '明天早上',
    nextWeek: '下周',
    inAWeek: '一周后',
    muteTitle: (n, person) => (n === 1 ? `免打扰：${person}` : `免打扰：${f.number(n)} 个会话`),
    muteMore: '这段时间不弹通知、不响提醒，其他一切照旧。',
    muteHour: '一小时',
    muteEight: '八小时',
    muteTomorrow: '到明天',
    muteWeek: '一周',
    muteForever: '直到我取消',
    tagTitle: (n, person) => (n === 1 ? `${person} 的标签` : `${f.number(n)} 个会话的标签`),
    tagMore: '您自己的词，只有您能看到。',
    tagLabel: '添加标签',
    tagExample: '例如：批发',
    tagAdd: '添加',
    untag: (word) => `移除标签 ${word}`,
    tags: '标签',
    close: '完成',
    selection: '所选会话',
    selected: (n, total) =>
      n < total ? `已选 ${f.number(n)} 个，共 ${f.number(total)} 个` : `已选 ${f.number(n)} 个`,
    clear: '取消选择',
    newAbove: (n) => `上方有 ${f.number(n)} 条新会话`,
    said: {
      snoozedUntil: (who, at) => `${who}：推迟到 ${f.moment(at)}。`,
      snoozedReply: (who) => `${who}：等对方来消息再处理。`,
      woken: (who) => `${who}：已唤醒。`,
      starred: (who) => `${who}：已加星标。`,
      unstarred: (who) => `${who}：已取消星标。`,
      muted: (who) => `${who}：已设为免打扰。`,
      unmuted: (who) => `${who}：已取消免打扰。`,
      tagged: (who, word) => `${who}：已添加标签“${word}”。`,
      untagged: (who, word) => `${who}：已移除标签“${word}”。`,
      read: (who) => `${who}：已标为已读。`,
      unread: (who) => `${who}：已标为未读。`,
      blocked: (who) => `已拉黑 ${who}。待发给对方的内容已暂停。`,
      unblocked: (who) => `已取消拉黑 ${who}。`,
      many: (n) => `${f.number(n)} 个会话`,
    },
    undoneMany: (n) => `已撤销：${f.number(n)} 个会话恢复原样。`,
  },
});

/** 撤销了什么。 */
export const undoneTriage = {
  snoozed: '已撤销：会话回到推迟之前的位置。',
  woken: '已撤销：会话继续推迟。',
  starred: '已撤销：星标已取消。',
  unstarred: '已撤销：星标已恢复。',
  muted: '已撤销：恢复通知。',
  unmuted: '已撤销：重新免打扰。',
  tagged: '已撤销：标签已移除。',
  untagged: '已撤销：标签已恢复。',
  markedRead: '已撤销：重新标为未读。',
  markedUnread: '已撤销：重新标为已读。',
  blocked: '已撤销：没有拉黑。',
  unblocked: '已撤销：重新拉黑。',
};
