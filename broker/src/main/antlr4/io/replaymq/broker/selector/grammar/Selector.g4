// Message selectors, Jakarta Messaging 3.1, section 3.8.1. One level of precedence per rule and no left recursion, so that one token
// (two behind an operand) decides every choice, and the parser goes deeper only for parentheses, whose number is bounded beforehand.
// Which operands an operator takes is checked when the tree is compiled: a parenthesis alone does not say whether it holds a condition.
grammar Selector;

options { caseInsensitive = true; }

selector : expression EOF ;

expression : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT* comparison ;

comparison : sum test? ;

test
    : comparator sum                          # compare
    | NOT? BETWEEN sum AND sum                # between
    | NOT? IN '(' STRING (',' STRING)* ')'    # in
    | NOT? LIKE STRING (ESCAPE STRING)?       # like
    | IS NOT? NULL                            # isNull
    ;

comparator : '=' | '<>' | '<' | '<=' | '>' | '>=' ;

sum : product (('+' | '-') product)* ;

product : signed (('*' | '/') signed)* ;

signed : ('+' | '-')* primary ;

primary
    : '(' expression ')' # parenthesis
    | IDENTIFIER         # identifier
    | STRING             # string
    | EXACT              # exact
    | APPROXIMATE        # approximate
    | (TRUE | FALSE)     # truth
    ;

AND : 'and' ;
BETWEEN : 'between' ;
ESCAPE : 'escape' ;
FALSE : 'false' ;
IN : 'in' ;
IS : 'is' ;
LIKE : 'like' ;
NOT : 'not' ;
NULL : 'null' ;
OR : 'or' ;
TRUE : 'true' ;

STRING : '\'' (~'\'' | '\'\'')* '\'' ;

APPROXIMATE
    : (DIGITS '.' DIGITS? | '.' DIGITS) EXPONENT? [fd]?
    | DIGITS EXPONENT [fd]?
    | DIGITS [fd]
    | '0x' HEX? '.'? HEX? 'p' [+-]? DIGITS [fd]?
    ;

EXACT : (DIGITS | '0x' HEX | '0b' [01] ([01_]* [01])?) 'l'? ;

IDENTIFIER : START PART* ;

SPACE : [ \t\f\r\n]+ -> skip ;

// Whatever is nothing else: refused by the parser, which knows what it expected.
UNCLOSED : '\'' (~'\'' | '\'\'')* ;
OTHER : . ;

fragment DIGITS : [0-9] ([0-9_]* [0-9])? ;
fragment HEX : [0-9a-f] ([0-9a-f_]* [0-9a-f])? ;
fragment EXPONENT : 'e' [+-]? DIGITS ;
fragment START : [a-z$_] | ~[\u0000-\u007F] { Character.isJavaIdentifierStart(_input.LA(-1)) }? ;
fragment PART : [a-z$_0-9] | ~[\u0000-\u007F] { Character.isJavaIdentifierPart(_input.LA(-1)) }? ;
