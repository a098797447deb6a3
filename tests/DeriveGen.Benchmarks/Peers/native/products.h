// Products of row-major matrices: plain loops, or with -DLIBRARY_openblas or -DLIBRARY_dnnl a library's. Sizes are constants where they are inlined.
#ifndef PRODUCTS_H
#define PRODUCTS_H
#include <string.h>
#ifdef LIBRARY_openblas
#include <cblas.h>
#endif
#ifdef LIBRARY_dnnl
#include <dnnl.h>
#endif

#define INLINE static inline __attribute__((always_inline))

// c[m,n] = a[m,k] b[k,n] + beta c, where beta is 0 or 1
INLINE void product(const float *restrict a, const float *restrict b, float *restrict c, int m, int k, int n, float beta)
{
#if defined(LIBRARY_openblas)
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, beta, c, n);
#elif defined(LIBRARY_dnnl)
    dnnl_sgemm('N', 'N', m, n, k, 1, a, k, b, n, beta, c, n);
#else
    if (beta == 0)
    {
        memset(c, 0, sizeof(float) * m * n);
    }

    for (int i = 0; i < m; i++)
    {
        for (int p = 0; p < k; p++)
        {
            float x = a[i * k + p];
            for (int j = 0; j < n; j++)
            {
                c[i * n + j] += x * b[p * n + j];
            }
        }
    }
#endif
}

// c[k,n] = a[m,k]' b[m,n]
INLINE void product_of_transpose(const float *restrict a, const float *restrict b, float *restrict c, int m, int k, int n)
{
#if defined(LIBRARY_openblas)
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, k, n, m, 1, a, k, b, n, 0, c, n);
#elif defined(LIBRARY_dnnl)
    dnnl_sgemm('T', 'N', k, n, m, 1, a, k, b, n, 0, c, n);
#else
    memset(c, 0, sizeof(float) * k * n);
    for (int i = 0; i < m; i++)
    {
        for (int p = 0; p < k; p++)
        {
            float x = a[i * k + p];
            for (int j = 0; j < n; j++)
            {
                c[p * n + j] += x * b[i * n + j];
            }
        }
    }
#endif
}

// c[m,k] = a[m,n] b[k,n]'
INLINE void product_with_transpose(const float *restrict a, const float *restrict b, float *restrict c, int m, int k, int n)
{
#if defined(LIBRARY_openblas)
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, k, n, 1, a, n, b, n, 0, c, k);
#elif defined(LIBRARY_dnnl)
    dnnl_sgemm('N', 'T', m, k, n, 1, a, n, b, n, 0, c, k);
#else
    for (int i = 0; i < m; i++)
    {
        for (int p = 0; p < k; p++)
        {
            float sum = 0;
            for (int j = 0; j < n; j++)
            {
                sum += a[i * n + j] * b[p * n + j];
            }

            c[i * k + p] = sum;
        }
    }
#endif
}
#endif
