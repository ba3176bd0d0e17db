// SPDX-License-Identifier: GPL-3.0-or-later
// prepared_rows PROJECT FILE: writes what a project's network sees, so that other programs can be fitted on the same
// rows. FILE gets single-precision numbers: inputs, then targets, of the training, validation and test rows, row after
// row; stdout one JSON object with task, inputs, targets and the rows of each part.
#include "core/project/prepared_data.h"
#include "core/project/project_file.h"

#include <cstdio>
#include <exception>
#include <fstream>

using namespace netloom;

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    try {
        Project project = readProject(argv[1]);
        const PreparedData data = prepare(loadTable(project.data, {}), project.recipe, project.run().split);
        std::ofstream file(argv[2], std::ios::binary);
        const auto write = [&](const Dataset& part) {
            for (const Matrix* matrix : {&part.x, &part.y})
                file.write(reinterpret_cast<const char*>(matrix->data()),
                           static_cast<std::streamsize>(sizeof(Scalar)) * matrix->size());
        };
        write(*data.data.train);
        write(*data.data.validation);
        write(*data.test);
        const Task task = data.fitted.target().task;
        std::printf("{\"task\":\"%s\",\"inputs\":%td,\"targets\":%td,\"rows\":[%td,%td,%td]}\n",
                    task == Task::Regression   ? "numbers"
                    : task == Task::Multiclass ? "classes"
                                               : "yes_no",
                    data.data.train->x.rows(), data.data.train->y.rows(), data.data.train->samples(),
                    data.data.validation->samples(), data.test->samples());
        return file.flush() ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "prepared_rows: %s\n", error.what());
        return 1;
    }
}
