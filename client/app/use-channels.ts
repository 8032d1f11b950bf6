import { useEffect } from 'react';
import { type Channel, channelSchema } from '#contracts';
import { takeChannels } from './start-app.ts';

/** Keeps live channels subscribed while the component is on screen. */
export function useChannels(channels: readonly Channel[]): void {
  const key = channels.join(' ');
  useEffect(
    () => takeChannels(key.split(' ').map((channel) => channelSchema.parse(channel))),
    [key],
  );
}
