package io.replaymq.jms.jndi;

import java.util.Hashtable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;

/** A naming context that can be read and not written; names are looked up as they are, slashes included. */
final class StaticContext implements Context {
    private final Bindings bindings;
    private final Map<String, String> environment;

    StaticContext(Bindings bindings, Map<String, String> environment) {
        this.bindings = bindings;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Object lookup(String name) throws NamingException {
        return name.isEmpty() ? new StaticContext(bindings, environment) : bindings.lookup(name);
    }

    @Override
    public Object lookup(Name name) throws NamingException {
        return lookup(name.toString());
    }

    @Override
    public Object lookupLink(String name) throws NamingException {
        return lookup(name);
    }

    @Override
    public Object lookupLink(Name name) throws NamingException {
        return lookup(name);
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        requireRoot(name);
        return new Listing<>(bindings.all().entrySet().stream()
                .map(each -> new NameClassPair(
                        each.getKey(), each.getValue().getClass().getName()))
                .toList());
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        return list(name.toString());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        requireRoot(name);
        return new Listing<>(bindings.all().entrySet().stream()
                .map(each -> new Binding(each.getKey(), each.getValue()))
                .toList());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        return listBindings(name.toString());
    }

    private static void requireRoot(String name) throws NotContextException {
        if (!name.isEmpty()) {
            throw new NotContextException("'" + name + "' is no context; list the root, ''");
        }
    }

    @Override
    public void bind(String name, @Nullable Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void bind(Name name, @Nullable Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rebind(String name, @Nullable Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rebind(Name name, @Nullable Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void unbind(String name) throws NamingException {
        throw readOnly();
    }

    @Override
    public void unbind(Name name) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rename(String from, String to) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rename(Name from, Name to) throws NamingException {
        throw readOnly();
    }

    @Override
    public void destroySubcontext(String name) throws NamingException {
        throw readOnly();
    }

    @Override
    public void destroySubcontext(Name name) throws NamingException {
        throw readOnly();
    }

    @Override
    public Context createSubcontext(String name) throws NamingException {
        throw readOnly();
    }

    @Override
    public Context createSubcontext(Name name) throws NamingException {
        throw readOnly();
    }

    @Override
    public Object addToEnvironment(String name, Object value) throws NamingException {
        throw readOnly();
    }

    @Override
    public Object removeFromEnvironment(String name) throws NamingException {
        throw readOnly();
    }

    private static OperationNotSupportedException readOnly() {
        return new OperationNotSupportedException(
                "names are set in properties: connectionFactory.NAME, queue.NAME, topic.NAME");
    }

    @Override
    public NameParser getNameParser(String name) {
        return CompositeName::new;
    }

    @Override
    public NameParser getNameParser(Name name) {
        return CompositeName::new;
    }

    @Override
    public String composeName(String name, String prefix) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    @Override
    public Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public Hashtable<String, String> getEnvironment() {
        return new Hashtable<>(environment);
    }

    @Override
    public String getNameInNamespace() {
        return "";
    }

    @Override
    public void close() {
        // holds nothing
    }

    private static final class Listing<T> implements NamingEnumeration<T> {
        private final Iterator<T> items;

        Listing(List<T> items) {
            this.items = items.iterator();
        }

        @Override
        public T next() {
            return items.next();
        }

        @Override
        public boolean hasMore() {
            return items.hasNext();
        }

        @Override
        public boolean hasMoreElements() {
            return items.hasNext();
        }

        @Override
        public T nextElement() {
            return items.next();
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
