import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 回复里除文字以外的内容：图片，以及所回复的消息。 */
export const replyPictures = (f: Formats): Pick<Catalogue, 'replyPictures' | 'replyTo'> => ({
  replyPictures: {
    add: '添加图片',
    label: '这条回复的图片',
    picture: (n) => `第 ${f.number(n)} 张图片`,
    remove: (n) => `移除第 ${f.number(n)} 张图片`,
    drop: (person) => `把图片拖到这里，发给 ${person}`,
    coming: (name) => (name === '' ? '正在处理图片。' : `正在处理 ${name}。`),
    still: '静态',
    stilled: '这是动图，只会发送第一帧。',
    count: (n, max) => `${f.number(n)} / ${f.number(max)} 张图片`,
    full: (max) => `已有 ${f.number(max)} 张图片，平台的一条回复最多就是这么多。`,
    tooMany: (max) => `没有添加：平台的一条回复最多 ${f.number(max)} 张图片。`,
    over: (over, max) =>
      max === 0
        ? '这个账号不能发送图片，请先移除。'
        : `平台的一条回复最多 ${f.number(max)} 张图片，请移除 ${f.number(over)} 张。`,
    notTaken: '这个账号不能发送图片。',
    inNote: '备注只能写文字，图片请放在回复里。',
    dismiss: (name) => (name === '' ? '关闭这条提示' : `关闭关于 ${name} 的提示`),
  },
  replyTo: {
    act: '回复这条消息',
    answering: '回复',
    remove: '不再指定回复这条消息',
    picture: '图片',
    message: '一条消息',
    gone: '这条消息已不在了。',
    lead: '跳到这条消息',
    leadTo: (who, said) => `回复：${who === '' ? said : `${who}：${said}`}`,
  },
});
