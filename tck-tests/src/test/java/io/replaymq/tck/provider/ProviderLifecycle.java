package io.replaymq.tck.provider;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Starts each provider once, when the first test needs it, and closes it after the last test of all. */
public final class ProviderLifecycle implements BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(ProviderLifecycle.class);

    private final Supplier<Providers> wanted;
    private final Consumer<RunningProvider> user;

    /** For a suite that wants this provider and takes it when it runs. */
    public ProviderLifecycle(Supplier<Providers> wanted, Consumer<RunningProvider> user) {
        this.wanted = wanted;
        this.user = user;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        user.accept(context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(wanted.get(), ProviderLifecycle::start, RunningProvider.class));
    }

    private static RunningProvider start(Providers provider) {
        try {
            return provider.start();
        } catch (Exception e) {
            throw new IllegalStateException(provider + " could not be started", e);
        }
    }
}
