import {
  adviceOn,
  type Figures,
  figuresOf,
} from '../../../../../src/modules/tasks/figures/statistics.rules.js';
import { aTaskPost } from '../../../../support/builders/index.js';

type Post = ReturnType<typeof aTaskPost>;

const aPost = (
  stats: Partial<Post['interactionStats']>,
  engagement: Partial<Post['engagement']> = {},
): Post => {
  const post = aTaskPost();
  Object.assign(post.interactionStats, stats);
  Object.assign(post.engagement, engagement);
  return post;
};

const first = aPost(
  {
    views: 30,
    uniqueViews: 20,
    attempts: 9,
    starts: 12,
    completions: 5,
    rejections: 1,
    averageCompletionTime: 60,
  },
  { reactions: [{ emoji: '👍', count: 4 }], replies: 2 },
);
const second = aPost(
  { views: 10, uniqueViews: 8, attempts: 15, starts: 15, completions: 15, averageCompletionTime: 20 },
  {
    reactions: [
      { emoji: '🎉', count: 6 },
      { emoji: '👍', count: 1 },
    ],
  },
);

describe('the figures', () => {
  it('of a task are those that were counted, and what follows from them', () => {
    expect(figuresOf([first])).toMatchObject({
      views: 30,
      uniqueViews: 20,
      starts: 12,
      completions: 5,
      rejections: 1,
      waiting: 3,
      unfinished: 3,
      decided: 9,
      conversionRate: 5 / 20,
      successRate: 5 / 9,
      averageSeconds: 60,
      reactions: 4,
      replies: 2,
      reactionsByEmoji: [{ emoji: '👍', count: 4 }],
    });
  });

  it('of a campaign are sums; times weigh as much as there are completions', () => {
    expect(figuresOf([first, second])).toMatchObject({
      views: 40,
      uniqueViews: 28,
      starts: 27,
      completions: 20,
      waiting: 3,
      decided: 24,
      conversionRate: 20 / 28,
      successRate: 20 / 24,
      averageSeconds: 30,
      reactions: 11,
      reactionsByEmoji: [
        { emoji: '🎉', count: 6 },
        { emoji: '👍', count: 5 },
      ],
    });
  });

  it('of nothing are nought', () => {
    expect(Object.values(figuresOf([])).filter((value) => value !== 0)).toEqual([[]]);
  });
});

describe('advice', () => {
  const about = (given: Partial<Figures>) => adviceOn({ ...figuresOf([]), ...given });
  const success = (successRate: number, given: Partial<Figures> = {}) =>
    about({ decided: 20, successRate, ...given });

  it('says nothing of too few', () => {
    expect(about({ decided: 19, successRate: 0 })).toEqual(['few']);
    expect(about({ decided: 19, successRate: 1 })).toEqual(['few']);
    expect(success(0)).not.toContain('few');
  });

  it('begins below a half, by what most fail at, and above four fifths', () => {
    expect(success(0.49, { rejections: 6, unfinished: 5 })).toEqual(['rejected']);
    expect(success(0.49, { rejections: 5, unfinished: 6 })).toEqual(['unfinished']);
    expect(success(0.5)).toEqual(['balanced']);
    expect(success(0.8)).toEqual(['balanced']);
    expect(success(0.81)).toEqual(['easy']);
  });

  it('names few starts where enough have looked', () => {
    expect(about({ uniqueViews: 20, starts: 5 })).toEqual(['few', 'unstarted']);
    expect(about({ uniqueViews: 20, starts: 6 })).toEqual(['few']);
    expect(about({ uniqueViews: 19, starts: 0 })).toEqual(['few']);
    expect(success(0.9, { uniqueViews: 200, starts: 20 })).toEqual(['easy', 'unstarted']);
  });
});
