import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 放大查看图片。 */
export const pictures = (f: Formats): Pick<Catalogue, 'pictures'> => ({
  pictures: {
    open: '放大查看',
    product: (title) => `${title} 的图片`,
    hint: '滚轮或 + 和 − 键缩放，0 键适应窗口。',
    hintMany: '滚轮或 + 和 − 键缩放，0 键适应窗口，左右方向键切换图片。',
    level: (percent) => `${f.number(percent)}%`,
    zoomed: (percent) => `当前显示比例 ${f.number(percent)}%`,
    place: (n, of) => `第 ${f.number(n)} 张，共 ${f.number(of)} 张`,
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '适应窗口',
    previous: '上一张图片',
    next: '下一张图片',
    missing: '这张图片没能加载出来。',
  },
});
