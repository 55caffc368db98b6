import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 打开数据库，以及打不开的原因。 */
export const unlock = (f: Formats): Pick<Catalogue, 'unlock'> => ({
  unlock: {
    chooseTitle: '设置口令',
    chooseIntro:
      '这台电脑没有可以安全存放密钥的地方，因此用口令保护 Rapport 保存的所有内容。每次启动都需要输入。请务必记住，没有人能替您找回。',
    passphrase: '口令',
    repeat: '再输入一次',
    lengthHint: (min) => `至少 ${f.number(min)} 个字符，用一句短话就很好。`,
    tooShort: (min) => `请至少输入 ${f.number(min)} 个字符。`,
    different: '两次输入的内容不一致。',
    choose: '使用这个口令',
    enterTitle: '欢迎回来',
    enterIntro: '请输入口令，打开保存在这台电脑上的内容。',
    enter: '打开',
    opening: '正在打开…',
    keyMissingTitle: '找不到存储的密钥',
    keyMissing:
      '您的会话完好无损，但这台电脑的钥匙串里没有能打开它的密钥。Rapport 不会另造新密钥，否则内容将永远无法打开。',
    keyMissingDo: '请解锁钥匙串，或用原来的用户登录，然后重试。如果换了电脑，请把钥匙串一并恢复。',
    wrongKeyTitle: '密钥不匹配',
    wrongKey: '您的会话完好无损，但找到的密钥属于另一个存储。',
    wrongKeyDo: '如果存储是从别处复制来的，请把它的密钥一并带来，然后重试。',
    newerTitle: '存储的版本比程序新',
    newer: '它由更新版本的 Rapport 写入。为了保证内容完整，当前版本不会改动它。',
    newerDo: '请安装最新版本的 Rapport，然后重新打开。',
    brokenTitle: '存储无法读取',
    broken: '保存会话的文件已损坏。没有删除任何内容。',
    brokenDo:
      '请关闭程序，并备份数据文件夹。如果有备份，请把它放回原处；平台上已有的内容可以重新取回。',
    unwritableTitle: '无法写入磁盘',
    unwritable: '您的会话完好无损，但现在无法保存任何新内容：磁盘已满，或者不允许 Rapport 写入。',
    unwritableDo: '请腾出一些空间，或者确认数据文件夹可以写入，然后再试一次。',
    unreachableTitle: 'Rapport 无法启动',
    again: '重试',
  },
});
