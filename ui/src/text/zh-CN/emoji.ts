import type { Catalogue } from '../en';

/** 表情选择器。 */
export const emoji = (): Pick<Catalogue, 'emoji'> => ({
  emoji: {
    open: '表情',
    search: '搜索表情（可用拼音）',
    found: '找到的表情',
    recent: '最近使用',
    none: '没有这样的表情。',
    group: (group) =>
      ({
        faces: '笑脸与情感',
        people: '人物',
        nature: '动物与自然',
        food: '食物与饮料',
        places: '旅行与地点',
        leisure: '活动',
        things: '物品',
        signs: '符号',
        flags: '旗帜',
      })[group],
  },
});
