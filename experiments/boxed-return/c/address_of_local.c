/* A function returns the address of its own local: C compilers warn, and compile. */

#include <stdio.h>

int *number(void) {
    int c = 11;
    return &c;
}

int main(void) {
    int *pointer = number();
    printf("the return value of number = %d\n", *pointer);
    return 0;
}
