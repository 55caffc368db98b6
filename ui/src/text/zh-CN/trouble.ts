import type { Catalogue } from '../en';

/** 没有被接受的原因，以及没有送达的原因。 */
export const trouble = (): Pick<Catalogue, 'error' | 'reason'> => ({
  error: (code) =>
    ({
      emptyText: '还没有写内容。',
      tooLong: '内容超过了平台允许的长度，请缩短一些。',
      notFound: '这项内容已经不在了。',
      closed: '这个会话已在平台上关闭，不能再发送。',
      answerTooLate: '可以回复这位买家的时间已经过了。',
      blocked: '您已拉黑这位买家，请先取消拉黑。',
      notAllowed: '这个平台不允许在这里这样做。',
      offerClosed: '这个报价已经有了结果，或者已经过期。',
      orderClosed: '这个订单已经过了这一步。',
      alreadyDone: '这一步已经做过了。',
      declined: '没有任何改动。',
      badAmount: '请检查数量和价格。',
      badTime: '请选择平台接受的时间。',
      badRating: '请选择一到五颗星。',
      pictureTooLarge: '这张图片太大，最大支持 20 MB、6400 万像素。',
      pictureUnknown: '这不是能读取的图片。可以使用 JPEG、PNG、WebP 和 GIF。',
      pictureBroken: '这张图片已损坏，无法读取。',
      tooManyPictures: '图片超过了平台一条回复能接受的数量。',
      invalid: '填写的内容有误，请检查一下。',
      storeClosed: '存储还没有打开。',
      wrongPassphrase: '口令不对，请再试一次。',
      weakPassphrase: '口令太短，起不到保护作用，请换一个长一些的。',
      keyMissing: '找不到存储的密钥。',
      newerStore: '这个存储由更新版本的 Rapport 写入。',
      brokenStore: '存储无法读取。',
      alreadySent: '已经发出，不能在这里修改了。',
      unreachable: '连不上平台，请检查地址和网络。',
      unauthorized: '平台不接受这个访问令牌。',
      noSignIn: '这个平台没有登录页面，请改用令牌连接。',
      diskFull: '磁盘已满。请腾出一些空间再试，您写的内容都还在。',
      diskUnwritable: '暂时无法写入磁盘。请检查后再试，您写的内容都还在。',
      internal: 'Rapport 内部出了问题。您写的内容没有丢失，请再试一次。',
    })[code],
  reason: (reason) => {
    switch (reason.kind) {
      case 'unreachable':
        return '连不上平台。';
      case 'serverFailed':
        return '平台自身出了故障，稍后会再试。';
      case 'tooMany':
        return '平台要求放慢速度，稍后会自动继续。';
      case 'unauthorized':
        return '平台不再接受这次登录，重新登录后即可继续。';
      case 'unreadable':
        return '平台的答复无法识别。';
      case 'tooLarge':
        return '平台一次发来的内容过多，超出了安全范围。';
      case 'tooLong':
        return '平台现在不接受这么长的内容。请改短后再发送。';
      case 'endless':
        return '平台一直重复发送同一页历史记录。';
      case 'stale':
        return '您写完之后买家又发来消息。请先看一看，再决定。';
      case 'soldOut':
        return '您写完之后商品已售完。请再看一遍，再决定。';
      case 'answerTooLate':
        return '可以回复这位买家的时间已经过了。';
      case 'notSeen':
        return '这条回复可能没有送达。请先到平台上查看，再决定是否重发。';
      case 'refused':
        return reason.detail === '' ? '平台拒绝了它。' : `平台拒绝了它：${reason.detail}`;
      case 'gone':
        return '平台上已经没有这个会话。';
      case 'closed':
        return '这个会话不再接收消息。';
      case 'declined':
        return '您在浏览器中没有同意，没有任何改动。';
      case 'tooLate':
        return '等了很久，浏览器里没有结果。请再试一次。';
      case 'interrupted':
        return '浏览器里还没有结果，Rapport 就关闭了。请再试一次。';
      case 'disconnected':
        return '账号已断开。重新登录之后才会发出。';
      case 'blocked':
        return '本应发出时您已拉黑这位买家。请再看一遍，然后决定。';
      case 'unknown':
        return '平台没有给出能识别的原因。';
    }
  },
});
