import type { Catalogue } from '../en';

/** 店里由谁照顾一位老客户。 */
export const keeper = (): Pick<Catalogue, 'keeper'> => ({
  keeper: {
    by: (name) => `由${name}负责照顾`,
    nobody: '还没有人负责照顾',
    name: '指定负责人',
    change: '更换负责人',
    label: (person) => `由谁负责照顾${person}？`,
    hint: '留空表示没有负责人。',
    save: '保存',
    set: (person, name) => `${person}由${name}负责照顾。`,
    unset: (person) => `${person}不再有负责人。`,
  },
});
