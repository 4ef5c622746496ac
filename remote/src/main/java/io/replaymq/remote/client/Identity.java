package io.replaymq.remote.client;

import io.replaymq.broker.api.LinkRequest;

/** Who a link is, which it can still be told when it is open. */
final class Identity {
    private volatile LinkRequest request;

    Identity(LinkRequest request) {
        this.request = request;
    }

    LinkRequest request() {
        return request;
    }

    /** From now on, also on connections to come. */
    void identify(String clientId) {
        request = new LinkRequest(request.token(), clientId);
    }
}
