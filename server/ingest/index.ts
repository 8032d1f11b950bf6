export { listenMqtt, type MqttListener } from './listen-mqtt.ts';
export { readDevicePasswords } from './read-device-passwords.ts';
export { createIngest, type Ingest } from './receive-messages.ts';
export { type BrokerSubscription, subscribeBroker } from './subscribe-broker.ts';
