package io.replaymq.broker.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who opens a link.
 *
 * @param token random; a later link with the same token takes over what an interrupted one left (its client identifier)
 * @param clientId the JMS client identifier, unique among open links; null for none. Jakarta Messaging 3.1, section 6.1.2
 */
public record LinkRequest(UUID token, @Nullable String clientId) {}
