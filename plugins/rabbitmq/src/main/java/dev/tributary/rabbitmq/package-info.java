/// RabbitMQ.
@NullMarked
package dev.tributary.rabbitmq;

import org.jspecify.annotations.NullMarked;
