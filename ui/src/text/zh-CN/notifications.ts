import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 什么时候弹出通知、显示多少，以及买家最多等多久。 */
export const notifications = (f: Formats): Pick<Catalogue, 'notifications'> => {
  const long = (minutes: number): string => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${f.number(rest)} 分钟`;
    return rest > 0 ? `${f.number(hours)} 小时 ${rest} 分钟` : `${f.number(hours)} 小时`;
  };
  return {
    notifications: {
      title: '时间与通知',
      on: '有新消息时会弹出通知。',
      paused: (until) => `已暂停，到${until}恢复。`,
      quiet: (until) => `免打扰中，到${until}结束。`,
      quietForGood: '免打扰中，当前设置没有结束时间。',
      until: (at, today) => ` ${today ? f.clock(at) : f.moment(at)} `,
      pauseHour: '暂停 1 小时',
      pauseTomorrow: '暂停到明天',
      resume: '恢复通知',
      preview: '通知内容',
      everything: '全部显示',
      name: '只显示姓名',
      nothing: '不显示内容',
      previewMore: {
        everything: '显示是谁、写了什么。',
        name: '只显示是谁，适合共享屏幕的时候。',
        nothing: '只提示有新消息，不显示是谁、写了什么。',
      },
      inFront: '正在使用 Rapport 时也弹出',
      inFrontMore:
        '不勾选时，只要 Rapport 在最前面就不会弹出通知，新消息已经在屏幕上了。正打开着的会话从不弹出。',
      work: '工作时间',
      workMore: '买家的等待时长只按工作时间计算。',
      quietWhen: '免打扰时段',
      never: '从不',
      outsideWork: '工作时间以外',
      ownHours: '自定时段',
      quietMore: '这段时间不会弹出通知，结束时汇总提示一次。',
      quietHours: '免打扰的时段',
      day: (n) => f.weekday(new Date(2024, 0, 1 + n, 12).getTime()),
      closed: '无',
      from: (day) => `${day}开始时间`,
      to: (day) => `${day}结束时间`,
      nextDay: '次日',
      wholeDay: '24 小时',
      addSpan: (day) => `为${day}添加时段`,
      removeSpan: (day, from, to) => `删除${day} ${from} 至 ${to}`,
      everyDay: '每天相同',
      everyDayMore: (day) => `让每天都和${day}一样`,
      limits: '买家最多等多久',
      limitsMore: '超过后等待时长变为金色，超过四倍后变为红色。',
      shopLimit: '所有平台',
      asEverywhere: (limit) => `与所有平台相同（${limit}）`,
      noLimit: '不限',
      long,
      alarm: '有人等得太久时提醒我',
      alarmMore:
        '所有人合成一条通知，并在列表上方显示一行提示。只有又有人等得太久时才再次提醒，至少间隔 15 分钟，工作时间以外不提醒。',
      alarmOne: (person, limit, waited) =>
        `${person} 等待${limit === null ? '过久' : `超过 ${long(limit)}`}，已等 ${long(waited)}`,
      alarmMany: (people, capped, limit) =>
        `${f.number(people)}${capped ? '+' : ''} 位买家等待${
          limit === null ? '过久' : `超过 ${long(limit)}`
        }`,
      alarmLongest: (person, waited) => `${person} 等得最久，${long(waited)}`,
      alarmCounts: '按您的工作时间计算。点击打开等得最久的会话。',
    },
  };
};
