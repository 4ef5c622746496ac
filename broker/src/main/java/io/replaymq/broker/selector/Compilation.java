package io.replaymq.broker.selector;

import io.replaymq.broker.selector.grammar.SelectorParser.ApproximateContext;
import io.replaymq.broker.selector.grammar.SelectorParser.BetweenContext;
import io.replaymq.broker.selector.grammar.SelectorParser.CompareContext;
import io.replaymq.broker.selector.grammar.SelectorParser.ComparisonContext;
import io.replaymq.broker.selector.grammar.SelectorParser.ConjunctionContext;
import io.replaymq.broker.selector.grammar.SelectorParser.ExactContext;
import io.replaymq.broker.selector.grammar.SelectorParser.ExpressionContext;
import io.replaymq.broker.selector.grammar.SelectorParser.IdentifierContext;
import io.replaymq.broker.selector.grammar.SelectorParser.InContext;
import io.replaymq.broker.selector.grammar.SelectorParser.IsNullContext;
import io.replaymq.broker.selector.grammar.SelectorParser.LikeContext;
import io.replaymq.broker.selector.grammar.SelectorParser.NegationContext;
import io.replaymq.broker.selector.grammar.SelectorParser.ParenthesisContext;
import io.replaymq.broker.selector.grammar.SelectorParser.PrimaryContext;
import io.replaymq.broker.selector.grammar.SelectorParser.ProductContext;
import io.replaymq.broker.selector.grammar.SelectorParser.SignedContext;
import io.replaymq.broker.selector.grammar.SelectorParser.StringContext;
import io.replaymq.broker.selector.grammar.SelectorParser.SumContext;
import io.replaymq.broker.selector.grammar.SelectorParser.TestContext;
import io.replaymq.broker.selector.grammar.SelectorParser.TruthContext;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the tree of a selector, once. Refuses what the grammar lets through: operands of a kind that an operator never takes, and
 * names that no selector may have.
 */
final class Compilation {
    private final Identifiers identifiers;

    Compilation(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** The condition that a selector is. */
    Expression compile(ExpressionContext tree) {
        return require(Kind.CONDITION, tree, expression(tree));
    }

    private Compiled expression(ExpressionContext tree) {
        return junction(tree.conjunction(), this::conjunction, Logic::any);
    }

    private Compiled conjunction(ConjunctionContext tree) {
        return junction(tree.negation(), this::negation, Logic::all);
    }

    private <T extends ParserRuleContext> Compiled junction(
            List<T> parts, Function<T, Compiled> compiler, Function<Expression[], Expression> connective) {
        if (parts.size() == 1) {
            return compiler.apply(parts.get(0));
        }
        return condition(connective.apply(parts.stream()
                .map(each -> require(Kind.CONDITION, each, compiler.apply(each)))
                .toArray(Expression[]::new)));
    }

    private Compiled negation(NegationContext tree) {
        Compiled inner = comparison(tree.comparison());
        if (tree.NOT().isEmpty()) {
            return inner;
        }
        Expression condition = require(Kind.CONDITION, tree.comparison(), inner);
        boolean odd = tree.NOT().size() % 2 == 1;
        Expression negated = Logic.not(condition);
        return condition(odd ? negated : Logic.not(negated));
    }

    private Compiled comparison(ComparisonContext tree) {
        @Nullable TestContext test = tree.test();
        if (test == null) {
            return sum(tree.sum());
        }
        if (test instanceof CompareContext compare) {
            return condition(compare(tree.sum(), compare));
        }
        if (test instanceof BetweenContext between) {
            return condition(between(tree.sum(), between));
        }
        int identifier = identifierOf(tree.sum());
        if (test instanceof InContext in) {
            Expression found = in(identifier, in.STRING());
            return condition(in.NOT() == null ? found : Logic.not(found));
        }
        if (test instanceof LikeContext like) {
            Expression matched = like(identifier, like.STRING());
            return condition(like.NOT() == null ? matched : Logic.not(matched));
        }
        boolean wantsNull = ((IsNullContext) test).NOT() == null;
        return condition(message -> (message.of(identifier) == null) == wantsNull);
    }

    private Expression compare(SumContext first, CompareContext tree) {
        Comparator comparator = Comparator.of(tree.comparator().getText());
        Compiled left = sum(first);
        Compiled right = sum(tree.sum());
        if (comparator.ordering()) {
            require(Kind.NUMBER, first, left);
            require(Kind.NUMBER, tree.sum(), right);
        }
        Expression one = left.expression();
        Expression other = right.expression();
        return message -> comparator.compare(one.value(message), other.value(message));
    }

    private Expression between(SumContext first, BetweenContext tree) {
        Expression value = require(Kind.NUMBER, first, sum(first));
        Expression from = require(Kind.NUMBER, tree.sum(0), sum(tree.sum(0)));
        Expression to = require(Kind.NUMBER, tree.sum(1), sum(tree.sum(1)));
        if (tree.NOT() == null) {
            return Logic.all(comparing(Comparator.AT_LEAST, value, from), comparing(Comparator.AT_MOST, value, to));
        }
        return Logic.any(comparing(Comparator.LESS, value, from), comparing(Comparator.GREATER, value, to));
    }

    private static Expression comparing(Comparator comparator, Expression left, Expression right) {
        return message -> comparator.compare(left.value(message), right.value(message));
    }

    private static Expression in(int identifier, List<TerminalNode> strings) {
        Set<String> texts =
                strings.stream().map(each -> Literals.text(each.getSymbol())).collect(Collectors.toUnmodifiableSet());
        return message -> {
            Object value = message.of(identifier);
            return value == null ? null : (Object) (value instanceof String text && texts.contains(text));
        };
    }

    private static Expression like(int identifier, List<TerminalNode> strings) {
        LikePattern pattern = LikePattern.compile(Literals.text(strings.get(0).getSymbol()), escape(strings));
        return message -> {
            Object value = message.of(identifier);
            return value == null ? null : (Object) (value instanceof String text && pattern.matches(text));
        };
    }

    private static int escape(List<TerminalNode> strings) {
        if (strings.size() == 1) {
            return -1;
        }
        Token token = strings.get(1).getSymbol();
        String escape = Literals.text(token);
        if (escape.codePointCount(0, escape.length()) != 1) {
            throw Parsing.refused(token, "found " + Parsing.shown(token) + ", expected one character to escape with");
        }
        return escape.codePointAt(0);
    }

    private Compiled sum(SumContext tree) {
        Compiled result = product(tree.product(0));
        for (int i = 1; i < tree.product().size(); i++) {
            result = calculation(tree, 2 * i - 1, tree.product(0), result, product(tree.product(i)));
        }
        return result;
    }

    private Compiled product(ProductContext tree) {
        Compiled result = signed(tree.signed(0));
        for (int i = 1; i < tree.signed().size(); i++) {
            result = calculation(tree, 2 * i - 1, tree.signed(0), result, signed(tree.signed(i)));
        }
        return result;
    }

    private static Compiled calculation(
            ParserRuleContext tree, int operatorAt, ParserRuleContext first, Compiled left, Compiled right) {
        Expression one = require(Kind.NUMBER, first, left);
        Expression other = require(Kind.NUMBER, (ParserRuleContext) tree.getChild(operatorAt + 1), right);
        char operator = tree.getChild(operatorAt).getText().charAt(0);
        return new Compiled(
                Kind.NUMBER,
                message -> one.value(message) instanceof Number a && other.value(message) instanceof Number b
                        ? Numbers.calculate(operator, a, b)
                        : null);
    }

    /** The last minus belongs to the literal behind it: the smallest number has no positive twin. */
    private Compiled signed(SignedContext tree) {
        int signs = tree.getChildCount() - 1;
        if (signs == 0) {
            return primary(tree.primary());
        }
        boolean lastIsMinus = tree.getChild(signs - 1).getText().equals("-");
        boolean ofLiteral = tree.primary() instanceof ExactContext;
        Compiled inner =
                ofLiteral ? exact((ExactContext) tree.primary(), lastIsMinus ? -1 : 1) : primary(tree.primary());
        Expression number = require(Kind.NUMBER, tree.primary(), inner);
        int rest = ofLiteral ? signs - 1 : signs;
        int minuses = 0;
        for (int i = 0; i < rest; i++) {
            minuses += tree.getChild(i).getText().equals("-") ? 1 : 0;
        }
        boolean negative = minuses % 2 == 1;
        return new Compiled(Kind.NUMBER, message -> {
            Object value = number.value(message);
            return value instanceof Number found ? (negative ? Numbers.negate(found) : found) : null;
        });
    }

    private Compiled primary(PrimaryContext tree) {
        if (tree instanceof ParenthesisContext parenthesis) {
            return expression(parenthesis.expression());
        }
        if (tree instanceof IdentifierContext identifier) {
            int number = numberOf(identifier.IDENTIFIER().getSymbol());
            return new Compiled(Kind.ANY, message -> message.of(number));
        }
        if (tree instanceof StringContext string) {
            return constant(Kind.TEXT, Literals.text(string.STRING().getSymbol()));
        }
        if (tree instanceof ExactContext exact) {
            return exact(exact, 1);
        }
        if (tree instanceof ApproximateContext approximate) {
            return constant(
                    Kind.NUMBER, Literals.approximate(approximate.APPROXIMATE().getSymbol()));
        }
        return constant(Kind.CONDITION, ((TruthContext) tree).TRUE() != null);
    }

    private static Compiled exact(ExactContext tree, int sign) {
        return constant(Kind.NUMBER, Literals.exact(tree.EXACT().getSymbol(), sign));
    }

    private static Compiled constant(Kind kind, Object value) {
        return new Compiled(kind, message -> value);
    }

    private static Compiled condition(Expression expression) {
        return new Compiled(Kind.CONDITION, expression);
    }

    /** LIKE, IN and IS NULL ask for an identifier, and nothing around it. */
    private int identifierOf(SumContext tree) {
        ParserRuleContext inner = tree;
        while (inner.getChildCount() == 1 && inner.getChild(0) instanceof ParserRuleContext only) {
            inner = only;
        }
        if (inner instanceof IdentifierContext identifier) {
            return numberOf(identifier.IDENTIFIER().getSymbol());
        }
        throw Parsing.refused(tree.getStart(), "found " + Parsing.shown(tree.getStart()) + ", expected an identifier");
    }

    private int numberOf(Token token) {
        if (HeaderField.isForbidden(token.getText())) {
            throw Parsing.refused(
                    token,
                    "found " + Parsing.shown(token) + ", expected a property or one of "
                            + List.of(HeaderField.values()));
        }
        int number = identifiers.numberOf(token.getText());
        if (number >= Selector.MAX_IDENTIFIERS) {
            throw Parsing.refused(token, "more than " + Selector.MAX_IDENTIFIERS + " identifiers");
        }
        return number;
    }

    private static Expression require(Kind expected, ParserRuleContext at, Compiled found) {
        if (!found.kind().mayBe(expected)) {
            throw Parsing.refused(at.getStart(), "found " + found.kind() + ", expected " + expected);
        }
        return found.expression();
    }

    private record Compiled(Kind kind, Expression expression) {}
}
