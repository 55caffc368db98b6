import type { Catalogue } from '../en';

/** 此刻谁在线。 */
export const presence = (): Pick<Catalogue, 'presence'> => ({
  presence: {
    online: '在线',
    typing: (person) => `${person} 正在输入…`,
  },
});
