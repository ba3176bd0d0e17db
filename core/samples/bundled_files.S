/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of the samples is in the assembler's include path. */

.macro sample name, file
    .global netloom_sample_\name
    .hidden netloom_sample_\name
    .type netloom_sample_\name, %object
netloom_sample_\name:
    .incbin "\file"
    .global netloom_sample_\name\()_end
    .hidden netloom_sample_\name\()_end
netloom_sample_\name\()_end:
    .byte 0
    .size netloom_sample_\name, . - netloom_sample_\name
.endm

    .section .rodata
    .balign 16
    sample iris, "iris.csv"
    sample wine, "wine.csv"
    sample breast_cancer, "breast_cancer.csv"
    sample digits, "digits.csv"

    .section .note.GNU-stack, "", %progbits
