/** Orders in which the channels of a tensor are shown. */
export const channelOrders = ['index', 'mean', 'variance', 'zeros'] as const;

export type ChannelOrder = (typeof channelOrders)[number];
